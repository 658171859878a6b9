/** What the witness remembers: of each log the checkpoint that it cosigned last, in a file of its own. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

export type Records = Readonly<{
  /** The note, or null for a log that it has not cosigned yet. @throws when that cannot be told */
  read(origin: string): Promise<string | null>;
  /** Lasts when it has resolved, also if the power is cut. */
  write(origin: string, note: string): Promise<void>;
}>;

/** SHA-256 of the origin, in hex: a name that a file and an address can have. */
export const recordName = (origin: string): string => createHash('sha256').update(origin).digest('hex');

export async function openRecords(folder: string): Promise<Records> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (origin: string) => join(folder, `${recordName(origin)}.note`);
  return {
    async read(origin) {
      try {
        return await readFile(fileOf(origin), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(origin, note) {
      const next = `${fileOf(origin)}.next`;
      const handle = await open(next, 'w', 0o600);
      try {
        await handle.writeFile(note);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(next, fileOf(origin));
      const held = await open(folder);
      await held.sync().finally(() => held.close());
    },
  };
}
