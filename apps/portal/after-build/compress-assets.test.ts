import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compressAssets } from './compress-assets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sabha-assets-'));
  await mkdir(join(folder, 'chunks'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const script = 'export const room = "sabha";\n'.repeat(200);

it('puts a smaller twin beside each script, however deep it lies', async () => {
  await writeFile(join(folder, 'chunks/room.js'), script);
  expect(await compressAssets(folder)).toBe(1);
  const twin = await readFile(join(folder, 'chunks/room.js.br'));
  expect(twin.length).toBeLessThan(script.length / 10);
  expect(brotliDecompressSync(twin).toString()).toBe(script);
});

it('leaves alone what is small, what is compressed already, and its own twins', async () => {
  await writeFile(join(folder, 'small.js'), 'export {};');
  await writeFile(join(folder, 'noto.woff2'), script);
  await writeFile(join(folder, 'chunks/room.js.br'), script);
  expect(await compressAssets(folder)).toBe(0);
  expect((await readdir(folder)).toSorted()).toEqual(['chunks', 'noto.woff2', 'small.js']);
});
