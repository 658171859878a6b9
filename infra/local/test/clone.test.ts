/** A fresh clone on a machine that has nothing yet: what is brought and built, and what becomes of it when sources change. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { homeAt } from '../src/instance/home.ts';
import { portsFromBase } from '../src/instance/ports.ts';
import { readRecord, type PartRecord } from '../src/instance/record.ts';
import type { PartName } from '../src/parts/part.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { changesIn, emptyCache, freshClone } from './support/clone.ts';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { olderNode } from './support/older-node.ts';

const broughtWithinMs = 400_000;
const builtWithinMs = 200_000;
const catalog = 'packages/i18n/src/catalogs/en/home.json';
const lead = 'Who runs it, what holds when you use it, and what it keeps about you.';

const endings: (() => Promise<void>)[] = [];
const atTheEnd = (ending: () => Promise<void>) => void endings.unshift(ending);

type Place = Readonly<{ home: string; base: number; folder: string; env: Readonly<Record<string, string>> }>;
let clone: string;
let first: Place;
let second: Place;
let platform: Command;
let changesBefore: string;

beforeAll(async () => {
  clone = freshClone(atTheEnd);
  changesBefore = changesIn(clone);
  // The registry's packages may come out of this machine's npm cache: how they get there is npm's own affair.
  const env = { SABHA_CACHE: await emptyCache(atTheEnd), npm_config_prefer_offline: 'true' };
  const place = async () => ({ home: await temporaryHome(atTheEnd), base: await freePortBase(), folder: clone, env });
  [first, second] = [await place(), await place()];
  platform = new Command(['start'], { ...first, ...(olderNode === undefined ? {} : { node: olderNode }), atTheEnd });
  await platform.says('Sabha is ready', broughtWithinMs);
}, broughtWithinMs);

afterAll(async () => {
  for (const ending of endings) await ending();
});

async function read({ base }: Place, path: string): Promise<string> {
  const answer = await fetch(`http://localhost:${portsFromBase(base).portal}${path}`);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return answer.text();
}

async function part({ home }: Place, name: PartName): Promise<PartRecord> {
  const found = (await readRecord(homeAt(home)))?.parts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function rewrite(from: string, to: string): void {
  const file = join(clone, catalog);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test('npm start brings Node and the packages, builds, and changes no file of the clone', async () => {
  if (olderNode !== undefined) expect(platform.output).toMatch(/✓ Node 24\.\d+\.\d+, since this machine has/);
  expect(platform.output).toMatch(/✓ npm packages, /);
  expect(platform.output).toMatch(/✓ build +\d+\.\d s +built/);
  expect(await read(first, '/j/aaa-bbbb-ccc')).toContain('<form');
  expect(changesIn(clone)).toBe(changesBefore);
});

test('what runs keeps its pages and files while another version is built and served, and when it is killed', async () => {
  const door = await read(first, '/j/aaa-bbbb-ccc');
  const files = [...new Set(door.match(/\/_next\/static\/[\w./~-]+/g))];
  expect(files.length).toBeGreaterThan(3);
  const before = await Promise.all(files.map((file) => read(first, file)));
  rewrite(lead, 'The second version.');
  const other = new Command(['start'], { ...second, atTheEnd });
  await other.says('Sabha is ready', builtWithinMs);
  expect(other.output).toMatch(/✓ build +\d+\.\d s +built/);
  expect(await read(second, '/about')).toContain('The second version.');
  const expectOld = async () => {
    expect(await Promise.all(files.map((file) => read(first, file)))).toEqual(before);
    expect(await read(first, '/j/aaa-bbbb-ccc')).toContain(files[0]);
    expect(await read(first, '/about')).toContain(lead); // never asked for until now: nothing of it was in memory
  };
  await expectOld();
  const { process: killed } = await part(first, 'portal');
  process.kill(killed?.pid ?? 0, 'SIGKILL');
  await waitUntil(
    'the portal back',
    async () => {
      const { process: now, state } = await part(first, 'portal');
      if (now?.pid === killed?.pid || state !== 'healthy') throw new Error(`is ${state}`);
    },
    { withinMs: 60_000 },
  );
  await expectOld();
  other.kill('SIGTERM');
  platform.kill('SIGTERM');
  expect(await Promise.all([other.exitCode, platform.exitCode])).toEqual([0, 0]);
});

test('npm run dev sees a source that changes, in the portal and in the worker', async () => {
  const watching = new Command(['dev'], { ...second, atTheEnd });
  await watching.says('Sabha is ready', builtWithinMs);
  expect(await read(second, '/about')).toContain('The second version.');
  rewrite('The second version.', 'The third version.');
  await waitUntil('the third version', async () => expect(await read(second, '/about')).toContain('The third version.'), {
    withinMs: 60_000,
  });
  appendFileSync(join(clone, 'apps/worker/src/main.ts'), "\nprocess.stdout.write('the worker of the third version\\n');\n");
  const { logFile } = await part(second, 'worker');
  await waitUntil('the new worker', () => expect(readFileSync(logFile, 'utf8')).toContain('of the third version'), {
    withinMs: 30_000,
  });
});
