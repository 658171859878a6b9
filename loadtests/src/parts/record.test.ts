import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecord, samplesFileOf, writeRecord } from './record.ts';

const id = 'b3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d';
const record = {
  plan: id,
  part: 2,
  summary: {
    promises: [
      { id: 'a', sentence: 'A', metric: 'm', bound: 'rate==1', unit: '' as const, value: 1, samples: 5, met: true },
      { id: 'b', sentence: 'B', metric: 'n', bound: 'count<1', unit: '' as const, seenBy: 'm', value: 0, samples: 5, met: true },
    ],
    metrics: { iterations: { count: 5, rate: 1 } },
  },
  doubts: [],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  await writeFile(samplesFileOf(folder, 2), 'packed');
});
afterEach(() => rm(folder, { recursive: true }));
const found = () => readRecord(folder, 2, id);

describe('what a part left', () => {
  it('is read as it was written', async () => {
    await writeRecord(folder, record);
    expect(await found()).toMatchObject({ record });
  });

  it('is nothing until it is there', async () =>
    expect(await found()).toEqual({ record: undefined, why: 'part-2.json is not there' }));

  it('is nothing while the record is being copied', async () => {
    await writeFile(join(folder, 'part-2.json'), '{"format":"sabha-loadt');
    expect(await found()).toMatchObject({ record: undefined });
  });

  it.each(['', 'pac'])('is nothing while its samples are being copied: "%s"', async (copied) => {
    await writeRecord(folder, record);
    await writeFile(samplesFileOf(folder, 2), copied);
    expect(await found()).toEqual({ record: undefined, why: 'its samples are not there, or not whole' });
  });

  it.each([
    ['load', { ...record, plan: 'c3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d' }],
    ['part', { ...record, part: 3 }],
  ])('is not taken for this when it is of another %s', async (_what, other) => {
    await writeFile(join(folder, 'part-2.json'), JSON.stringify({ format: 'sabha-loadtest-part/1', ...other, samplesBytes: 6 }));
    expect(await found()).toEqual({ record: undefined, why: 'part-2.json is of another load or part' });
  });

  it('is not taken for this when it is of another version', async () => {
    await writeFile(join(folder, 'part-2.json'), JSON.stringify({ format: 'sabha-loadtest-part/2', ...record, samplesBytes: 6 }));
    expect(await found()).toEqual({ record: undefined, why: 'part-2.json is no record that this version reads' });
  });
});
