import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { Refusal, step } from './terminal.mjs';

const recipe = fileURLToPath(new URL('../runtime/', import.meta.url));
const pinned = JSON.parse(readFileSync(join(recipe, 'package.json'), 'utf8')).version;
const neededMajor = Number(pinned.split('.')[0]);

/**
 * The Node binary that runs everything after this: the machine's own when it is new enough, else the pinned one,
 * fetched once as an npm package into a cache outside the checkout. Also puts it first on PATH.
 */
export async function bringRuntime() {
  const node = isNewEnough(process.versions.node) ? process.execPath : await pinnedNode();
  process.env.PATH = `${dirname(node)}:${process.env.PATH ?? ''}`;
  return node;
}

function isNewEnough(version) {
  return Number(version.split('.')[0]) >= neededMajor;
}

async function pinnedNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const known = JSON.parse(readFileSync(join(recipe, 'package.json'), 'utf8')).optionalDependencies;
  if (!(name in known)) {
    const here = `${process.platform} ${process.arch}`;
    throw new Refusal(
      `Node ${process.versions.node} is too old, and none is packaged for ${here}`,
      `install Node ${neededMajor}`,
    );
  }
  const folder = join(cacheFolder(), `node-${pinned}`);
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  if (!answers(binary)) await step(`Node ${pinned}, since this machine has ${process.versions.node}`, () => fetchInto(folder));
  if (!answers(binary)) throw new Refusal(`Node ${pinned} was fetched but does not run`, `remove ${folder} and try again`);
  return binary;
}

/** Kept between checkouts, and never inside one. The TypeScript side keeps LiveKit at the same place. */
function cacheFolder() {
  const { SABHA_CACHE, XDG_CACHE_HOME } = process.env;
  return SABHA_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sabha');
}

function answers(binary) {
  if (!existsSync(binary)) return false;
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim() === `v${pinned}`;
  } catch {
    return false; // half a download, or one for another machine: fetched anew
  }
}

/** The lock file beside the recipe holds the package's hash: another binary under the same name is refused. */
async function fetchInto(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(recipe, file), join(folder, file));
  } catch (error) {
    throw new Refusal(`cannot write to ${folder} (${error.code})`, 'set SABHA_CACHE to a folder that is yours');
  }
  await npm({ folder, args: ['ci'], remedy: `check that the npm registry can be reached, or install Node ${neededMajor}` });
}
