/** Logs in folders and on the web, as their files are laid out (c2sp.org/tlog-tiles). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadFile } from '../src/log/source.ts';
import { MAX_ENTRY_BYTES } from '../src/tree/bundle.ts';
import { TILE_WIDTH } from '../src/tree/grow.ts';
import { Unreadable } from './edge.ts';

const PATIENCE_MS = 30_000;
/** No file of a log is larger than a bundle of the largest entries. */
const MOST_BYTES = TILE_WIDTH * (MAX_ENTRY_BYTES + 2);

/** @param place a folder, or an address that begins with http:// or https:// */
export const sourceOf = (place: string): ReadFile => (/^https?:\/\//.test(place) ? fromWeb(place) : fromFolder(place));

const fromFolder =
  (folder: string): ReadFile =>
  async (path) => {
    const file = join(folder, path);
    try {
      return new Uint8Array(await readFile(file));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new Unreadable(`${file} cannot be read (${String(code)})`);
    }
  };

const fromWeb =
  (prefix: string): ReadFile =>
  async (path) => {
    const address = new URL(path, prefix.endsWith('/') ? prefix : `${prefix}/`).href;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (error: unknown) => {
        throw new Unreadable(`${address} does not answer: ${reasonOf(error)}`);
      },
    );
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Unreadable(`${address} answers ${String(answer.status)}`);
    return bounded(answer, address);
  };

async function bounded({ body }: Response, address: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.length;
    if (length > MOST_BYTES) throw new Unreadable(`${address} is larger than any file of a log`);
    parts.push(part.value);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** A file that a person named. @throws Unreadable */
export async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Unreadable(`${file} cannot be read (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
