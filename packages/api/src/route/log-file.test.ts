import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LogFile } from './log-file.ts';

let folder: string;
let path: string;
let log: LogFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sabha-log-'));
  path = join(folder, 'livekit.log');
  log = new LogFile(path);
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true });
});

/** Everything there is, with the turns that a change of files takes. */
async function all(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let idle = 0; idle < 4;) {
    const read = await log.read();
    lines.push(...read);
    idle = read.length === 0 ? idle + 1 : 0;
  }
  return lines;
}

it('waits for a file that is not there yet', async () => {
  expect(await all()).toEqual([]);
  await writeFile(path, 'one\n');
  expect(await all()).toEqual(['one']);
});

it('gives whole lines alone, wherever a write was cut', async () => {
  const line = Buffer.from('{"name":"सभा"}\n');
  await writeFile(path, '');
  for (const byte of line) {
    expect(await log.read()).toEqual([]);
    await appendFile(path, Buffer.of(byte));
  }
  expect(await all()).toEqual(['{"name":"सभा"}']);
});

it('goes on in the new file after a rotation, and loses no last line of the old one', async () => {
  await writeFile(path, 'one\n');
  expect(await all()).toEqual(['one']);
  await appendFile(path, 'two\n');
  await rename(path, `${path}.1`);
  await writeFile(path, 'three\n');
  await appendFile(`${path}.1`, 'late\n');
  expect(await all()).toEqual(['two', 'late', 'three']);
});

it('begins anew when the file was emptied in place', async () => {
  await writeFile(path, 'one\ntwo\n');
  expect(await all()).toEqual(['one', 'two']);
  await truncate(path);
  await appendFile(path, 'x\n');
  expect(await all()).toEqual(['x']);
});

it('after a restart reads the end again, from the first whole line', async () => {
  await writeFile(path, 'aaaa\nbbbb\ncccc\n');
  log = new LogFile(path, 8);
  expect(await all()).toEqual(['cccc']);
});

it('passes over a line that never ends, and keeps the next one', async () => {
  await writeFile(path, `${'x'.repeat(3 * 1024 * 1024)}\nnext\n`);
  expect(await all()).toEqual(['next']);
});

it('reads a long log in turns', async () => {
  const lines = Array.from({ length: 200_000 }, (_, number) => `line ${number}`);
  await writeFile(path, `${lines.join('\n')}\n`);
  expect(await all()).toEqual(lines);
});
