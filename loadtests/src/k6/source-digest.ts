import type { Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Takes in every file below `folder` whose name fits, by its place and its bytes, in the same order everywhere. */
export async function digestSources(digest: Hash, folder: string, isSource: (name: string) => boolean): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && isSource(entry.name));
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    digest.update(`\0${relative(folder, file)}\0`).update(await readFile(file));
}
