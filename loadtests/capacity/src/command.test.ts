import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Options, runCommand } from './command.ts';
import { committedFiles } from './read-inputs.ts';
import { committedInputs } from './testing/committed-inputs.ts';

const folder = await mkdtemp(join(tmpdir(), 'sabha-capacity-'));
afterAll(() => rm(folder, { recursive: true }));

const options: Options = {
  ...committedFiles,
  cores: '2',
  shared: true,
  seed: '1',
  spares: '1',
  clusters: '1',
  says: 'load',
  from: '10:00',
  to: '10:01',
  json: false,
  writeDocs: false,
};

describe('the command', () => {
  it('plans, and says what is not measured', async () => {
    const { text, exitCode } = await runCommand('plan', options);
    expect(exitCode).toBe(0);
    expect(text).toContain('Rupees a month');
    expect(text).toMatch(/Egress engines.+not measured/);
  });

  it('predicts a configuration that nobody ran', async () => {
    const { text } = await runCommand('predict', { ...options, scenario: 'webinar', participants: '300', json: true });
    const { millicores, largestCleanLoad } = JSON.parse(text) as Record<string, { low: number; expected: number; high: number }>;
    expect(millicores!.low).toBeLessThan(millicores!.expected);
    expect(largestCleanLoad!.expected).toBeGreaterThan(0);
  });

  it('ends in 1 when a prediction is missed, and in 0 when all are kept', async () => {
    const { runs } = await committedInputs();
    const like = runs.find(({ media, quality }) => quality.isClean && media?.packetsOutPerSecond !== undefined)!;
    const at = (id: string, times: number, cost: number) => ({
      ...like,
      id,
      scenario: id,
      participants: like.participants * times,
      media: { ...like.media, millicores: 10 * cost, packetsOutPerSecond: 1000 * times, packetsInPerSecond: 10 },
    });
    const write = (last: number) =>
      writeFile(join(folder, 'runs.json'), JSON.stringify([at('one', 1, 1), at('two', 2, 2), at('three', 0.5, last)]));
    const validate = () => runCommand('validate', { ...options, measured: folder, holdOut: 'three' });
    await write(0.5);
    expect((await validate()).exitCode).toBe(0);
    await write(0.8);
    const missed = await validate();
    expect(missed.exitCode).toBe(1);
    expect(missed.text).toContain('missed');
  });

  it('plays a day', async () => {
    const { text, exitCode } = await runCommand('simulate', { ...options, from: '20:00', to: '20:01', lose: 'gau1' });
    expect(exitCode).toBe(0);
    expect(text).toContain('gau1 at 10:05');
  });

  it.each([
    ['an unknown command', 'plant', {}],
    ['a scenario nobody ran', 'predict', { scenario: 'opera' }],
    ['a number that is none', 'predict', { scenario: 'webinar', participants: 'many' }],
    ['a site that is none', 'simulate', { lose: 'lahore' }],
    ['a run that is none', 'validate', { holdOut: 'none' }],
    ['a demand that is not there', 'plan', { demand: join(folder, 'nothing.yaml') }],
    ['a folder that is not there', 'plan', { measured: join(folder, 'nothing') }],
    ['a demand that is none', 'plan', { demand: committedFiles.prices }],
    ['a policy that is none', 'plan', { policy: committedFiles.prices }],
  ])('refuses %s', async (_, name, changes) => {
    await expect(runCommand(name, { ...options, ...changes })).rejects.toMatchObject({ name: 'InputFault' });
  });
});
