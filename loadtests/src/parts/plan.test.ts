import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../command/arguments.ts';
import { PLAN_FORMAT, readPlan, requirePart, untilBegin, writePlan, type Plan } from './plan.ts';

const plan: Plan = {
  format: PLAN_FORMAT,
  id: 'b3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d',
  build: 'cafe',
  scenario: 'webinar',
  sizes: { VIEWERS: 3000 },
  parts: 3,
  beginsAt: '2026-11-27T10:00:00.000Z',
  machine: 'one',
};
const begin = Date.parse(plan.beginsAt);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a plan', () => {
  it('is none until it is there, and then what was written, and nothing else beside it', async () => {
    expect(await readPlan(folder)).toBeUndefined();
    await writePlan(folder, plan);
    expect(await readPlan(folder)).toEqual(plan);
    expect(await readdir(folder)).toEqual(['plan.json']);
  });

  it.each([
    ['another format', { ...plan, format: 'sabha-loadtest-plan/2' }],
    ['a scenario that is none', { ...plan, scenario: '../../etc' }],
    ['a size that would name another stage', { ...plan, sizes: { 'STAGE=/elsewhere/stage.json': 5 } }],
    ['a size that is a setting of the script', { ...plan, sizes: { STAGE: 5 } }],
    ['more people than anybody means', { ...plan, sizes: { VIEWERS: 1e9 } }],
    ['a field that this version does not know', { ...plan, hurry: true }],
    ['a time that is none', { ...plan, beginsAt: 'soon' }],
  ])('of %s is refused', async (_what, other) => {
    await writeFile(join(folder, 'plan.json'), JSON.stringify(other));
    await expect(readPlan(folder)).rejects.toThrow(Refusal);
  });

  it('that is no JSON is refused', async () => {
    await writeFile(join(folder, 'plan.json'), 'load!');
    await expect(readPlan(folder)).rejects.toThrow(Refusal);
  });
});

describe('a generator', () => {
  it('of the same parts and build may take one', () => requirePart(plan, { number: 3, of: 3 }, 'cafe'));

  it('that counts on other parts is refused', () =>
    expect(() => requirePart(plan, { number: 2, of: 2 }, 'cafe')).toThrow('the plan is for 3 parts, not for 2'));

  it('of another build is refused', () =>
    expect(() => requirePart(plan, { number: 2, of: 3 }, 'beef')).toThrow(/build beef.*cafe/));

  it('waits until the load begins', () => expect(untilBegin(plan, begin - 4000)).toBe(4000));

  it('that comes too late is refused', () => {
    expect(() => untilBegin(plan, begin)).toThrow(Refusal);
    expect(() => untilBegin(plan, begin + 1500)).toThrow(/1\.5 s ago/);
  });

  it('whose clock is far behind is refused, and does not wait for hours', () =>
    expect(() => untilBegin(plan, begin - 3_600_001)).toThrow(/clocks differ/));
});
