import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Made by tools, and large. */
const leftOut = new Set(['node_modules', '.git', '.next', '.sabha', '.turbo', 'coverage', 'test-results', 'out']);

export type Scratch = Readonly<{ root: string; remove(): void }>;

/** A copy of the sources as they stand, to be damaged. */
export function makeScratch(checkout: string): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'sabha-red-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  try {
    cpSync(checkout, root, { recursive: true, filter: (path) => path === checkout || !leftOut.has(basename(path)) });
    linkPackages(join(checkout, 'node_modules'), join(root, 'node_modules'));
    return { root, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Each package by a link of its own; our own by links into the copy, or the tests would see the guard still in. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from).filter((one) => one === '.bin' || !one.startsWith('.'))) {
    if (name !== '@sabha') symlinkSync(join(from, name), join(to, name));
  }
  cpSync(join(from, '@sabha'), join(to, '@sabha'), { recursive: true, verbatimSymlinks: true });
}
