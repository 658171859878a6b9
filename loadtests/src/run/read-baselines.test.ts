import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Refusal } from '../command/arguments.ts';
import { madeUpReport } from '../report/testing/sample-report.ts';
import { readBaselines } from './read-baselines.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sabha-baselines-'))));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

it('takes runs that were met, and runs that were not', async () => {
  const files = [await fileOf('met', madeUpReport('met')), await fileOf('not-met', madeUpReport('not met'))];
  const baselines = await readBaselines(files);
  expect(baselines.map(({ runId }) => runId)).toEqual(['made-up-met', 'made-up-not-met']);
  expect(baselines[0]?.costs).toHaveLength(madeUpReport('met').costs.length);
});

it('takes a report from before there were costs', async () => {
  const { costs: _, ...older } = madeUpReport('met');
  expect((await readBaselines([await fileOf('older', older)]))[0]?.costs).toEqual([]);
});

it('refuses a run that is not valid, and says why it was not', async () => {
  const refused = readBaselines([await fileOf('not-valid', madeUpReport('not valid'))]);
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow(/run made-up-not-valid .* is not valid and so no baseline: The generator used 1\.24/);
});

it('refuses a run with a doubt, though it calls itself met', async () => {
  const report = { ...madeUpReport('met'), doubts: madeUpReport('not valid').doubts };
  await expect(readBaselines([await fileOf('doubtful', report)])).rejects.toThrow(Refusal);
});

it('refuses the same run twice: it would look as if it had no spread', async () => {
  const files = [await fileOf('one', madeUpReport('met')), await fileOf('copy', madeUpReport('met'))];
  await expect(readBaselines(files)).rejects.toThrow(/handed in twice/);
});

it.each([
  ['no JSON', 'not { json', /cannot be read/],
  ['another JSON', [1, 2], /is no report of a run/],
  ['a report of another schema', { ...madeUpReport('met'), schema: 2 }, /is no report of a run/],
  [
    'a cost that is no figure',
    { ...madeUpReport('met'), costs: [{ id: 'a', phase: 'b', value: 'dear' }] },
    /is no report of a run/,
  ],
])('refuses %s', async (name, content, why) => {
  const refused = readBaselines([await fileOf(name, content)]);
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow(why);
});

it('refuses a file that is not there', () => expect(readBaselines([join(folder, 'nowhere.json')])).rejects.toThrow(Refusal));
