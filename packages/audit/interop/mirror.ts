/** A copy of a log in a folder, made the way anybody would make one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readCheckpoint } from '../src/checkpoint.ts';
import { splitNote } from '../src/note.ts';
import { tilePath, tilesOf } from '../src/tree/tile.ts';
import type { Files } from '../src/testing/written-log.ts';

/** Every file that the checkpoint stands for. @param prefix of the log on the web, without a slash at its end */
export async function mirrorOf(prefix: string): Promise<Files> {
  const files: Files = new Map();
  const fetched = async (path: string) => {
    const answer = await fetch(`${prefix}/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    files.set(path, bytes);
    return bytes;
  };
  const { size } = headOf(await fetched('checkpoint'));
  for (const tile of tilesOf(size)) await fetched(tilePath(tile));
  return files;
}

export const headOf = (checkpoint: Uint8Array | undefined) =>
  readCheckpoint(splitNote(Buffer.from(checkpoint ?? []).toString()).text);

export async function writeFiles(folder: string, files: Files): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}
