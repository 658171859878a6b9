import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSamples, type Sorting } from './samples.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'));
});
afterAll(() => rm(folder, { recursive: true }));

const point = (metric: string, time: string, value: number) =>
  JSON.stringify({ type: 'Point', metric, data: { time, value, tags: { kind: 'video' } } });
const lines = [
  JSON.stringify({ type: 'Metric', metric: 'loss', data: { name: 'loss' } }),
  point('loss', '2026-11-27T10:00:00.100Z', 1),
  point('loss', '2026-11-27T10:00:00.900Z', 3),
  point('loss', '2026-11-27T10:00:01.000Z', 5),
  point('other', '2026-11-27T10:00:01.000Z', 7),
].join('\n');
const at = Date.parse('2026-11-27T10:00:00Z') / 1000;

async function read(bytes: Uint8Array) {
  const file = join(folder, 'samples.json.gz');
  await writeFile(file, bytes);
  return readSamples([file], sorted);
}
const sorted: Sorting = (metric, tags) => (metric === 'loss' ? [`${metric} of ${tags['kind'] ?? ''}`] : []);

describe('raw samples', () => {
  it('are summed up by the second, and those that nobody draws are left', async () => {
    const series = await read(gzipSync(lines));
    expect([...series.keys()]).toEqual(['loss of video']);
    expect(series.get('loss of video')).toEqual(
      new Map([
        [at, { values: [1, 3], sum: 4 }],
        [at + 1, { values: [5], sum: 5 }],
      ]),
    );
  });

  it('of several generators stand in the second in which they were taken', async () => {
    const files = [join(folder, 'one.gz'), join(folder, 'other.gz')];
    for (const file of files) await writeFile(file, gzipSync(lines));
    const series = await readSamples(files, sorted);
    expect(series.get('loss of video')).toEqual(
      new Map([
        [at, { values: [1, 3, 1, 3], sum: 8 }],
        [at + 1, { values: [5, 5], sum: 10 }],
      ]),
    );
  });

  it('of a run that was cut off are those that were written', async () => {
    const whole = gzipSync(`${lines}\n`.repeat(500));
    const series = await read(whole.subarray(0, whole.length - 20));
    expect(series.get('loss of video')?.get(at)?.values.length).toBeGreaterThan(2);
  });

  it('of a run that never began are none', async () => {
    expect((await readSamples([join(folder, 'nowhere.gz')], () => ['x'])).size).toBe(0);
  });
});
