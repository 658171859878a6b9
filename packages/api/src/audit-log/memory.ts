/**
 * The last head that this worker signed, remembered outside the database: a backup of yesterday that is put in its place knows
 * nothing of it, and is found out.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export type HeadMemory = Readonly<{
  /** The note, or null when nothing was ever signed. */
  read(): Promise<string | null>;
  write(note: string): Promise<void>;
}>;

/** In a file of its own, on a disk that is not the database's. It is whole at every moment, also after the power was cut. */
export function fileMemory(file: string): HeadMemory {
  return {
    async read() {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(note) {
      const next = `${file}.next`;
      const handle = await open(next, 'w', 0o600);
      try {
        await handle.writeFile(note);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(next, file);
      const folder = await open(dirname(file));
      await folder.sync().finally(() => folder.close());
    },
  };
}
