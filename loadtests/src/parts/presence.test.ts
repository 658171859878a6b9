import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../command/arguments.ts';
import { presenceOf, takePart } from './presence.ts';

const [load, earlier] = ['b3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d', 'c3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d'];
const presence = { plan: load, machine: 'one', pid: 7 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presence-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is seen by the coordinator of the load, and by no other', async () => {
  expect(await presenceOf(folder, 2, load)).toBeUndefined();
  await takePart(folder, 2, presence);
  expect(await presenceOf(folder, 2, load)).toEqual(presence);
  expect(await presenceOf(folder, 2, earlier)).toBeUndefined();
});

it('of a generator with the same number keeps the second one out', async () => {
  await takePart(folder, 2, presence);
  await expect(takePart(folder, 2, { ...presence, pid: 8 })).rejects.toThrow(Refusal);
  await takePart(folder, 3, { ...presence, pid: 8 });
});

it('that an earlier load has left keeps nobody out', async () => {
  await takePart(folder, 2, { ...presence, plan: earlier });
  await takePart(folder, 2, presence);
  expect(await presenceOf(folder, 2, load)).toEqual(presence);
});
