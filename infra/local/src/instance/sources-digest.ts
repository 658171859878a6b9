import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkout } from './home.ts';

const sourceFolders = ['apps/portal', 'packages'] as const;
const sourceFiles = ['package-lock.json', 'tsconfig.base.json'] as const;
const passedOver = new Set(['node_modules', '.next', '.turbo', 'coverage', 'test-results', 'migrations', 'testdata']);

/** One hash over the names and contents of everything that the portal's build reads. */
export async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256').update(process.version);
  const folders = await Promise.all(sourceFolders.map((folder) => filesBelow(join(checkout, folder))));
  const files = [...sourceFiles.map((file) => join(checkout, file)), ...folders.flat()].sort();
  for (const file of files) digest.update(`\0${relative(checkout, file)}\0`).update(await readFile(file));
  return digest.digest('hex');
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const inner = join(folder, entry.name);
      if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesBelow(inner);
      return entry.isFile() && matters(entry.name) ? [inner] : [];
    }),
  );
  return found.flat();
}

/** Tests and texts change often and are no part of what is built. */
function matters(name: string): boolean {
  return !/\.test\.tsx?$|\.md$|\.log$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(name);
}
