import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './lock-file.mjs';
import { npm } from './npm.mjs';
import { Refusal, step } from './terminal.mjs';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Installs what the lock file says, when anything of it is missing or another version.
 * Not by `npm ci`: that refuses a lock file without an entry for every platform's optional package, and a registry that
 * does not serve them all cannot give us such a file. The comparison afterwards is as strict: version and hash of each.
 */
export async function bringPackages(node) {
  if (packagesAreComplete()) return;
  const remedy = 'check that the npm registry can be reached, then try again';
  await step('npm packages', () => npm({ folder: checkout, args: ['install', '--no-save'], node, remedy }));
  if (packagesAreComplete()) return;
  throw new Refusal(
    'what npm installed is not what package-lock.json says',
    'run `npm install`, and look at what it changes there',
  );
}

/**
 * Compares the lock file with what npm wrote down about the last installation. By content: a checkout or a copy gives
 * every file a new time and changes nothing.
 */
export function packagesAreComplete() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (wanted === undefined || installed === undefined) return false;
  return isInstalled(wanted, installed);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(`${checkout}${file}`, 'utf8')).packages;
  } catch {
    return undefined; // missing, or cut short by an installation that was interrupted
  }
}
