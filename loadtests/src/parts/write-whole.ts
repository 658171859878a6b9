import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/**
 * Whole or not at all, for its owner's eyes. In a folder that others may write to, what stands under that name already, be it a link to
 * a file of ours or one that everybody may read, is replaced and not written through.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
  await rename(draft, file);
}
