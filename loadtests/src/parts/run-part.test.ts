import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../lib/promise.ts';
import { buildDigest } from '../k6/binary.ts';
import type { RigSample } from '../rig/sampler.ts';
import { PLAN_FORMAT, writePlan, type Plan } from './plan.ts';
import { doubtsOfPart, outcomeOfPart, runPart } from './run-part.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'part-'));
});
afterEach(() => rm(folder, { recursive: true }));

const planned = async (over: Partial<Plan> = {}) =>
  writePlan(folder, {
    ...{ format: PLAN_FORMAT, id: 'b3b0a6a2-0c3f-4f6f-9c57-3d2b1a0f9e8d', build: await buildDigest(), scenario: 'webinar' },
    ...{ sizes: {}, parts: 2, beginsAt: new Date(Date.now() + 60_000).toISOString(), machine: 'another' },
    ...over,
  });
const staged = (over: object) => {
  const official = { cookie: 'a=b', departmentId: 'd', ministryId: 'm' };
  const nothing = { webinars: [], meetings: [], lobbies: [], truth: null, identity: null };
  const officials = { scheduler: official, administrator: official };
  return writeFile(join(folder, 'stage.json'), JSON.stringify({ target: 'http://127.0.0.1:9', officials, ...nothing, ...over }));
};
const taken = () =>
  runPart(
    { part: { number: 2, of: 2 }, folder, consentFile: undefined, waitSeconds: 0 },
    { say: () => undefined, signal: new AbortController().signal },
  );

describe('a part loads nobody', () => {
  it('without a plan', () => expect(taken()).rejects.toThrow(/no plan\.json in .* after 0 s/));

  it('with another build than the coordinator has', async () => {
    await planned({ build: 'another' });
    await expect(taken()).rejects.toThrow(/another load/);
  });

  it('after the load began', async () => {
    await planned({ beginsAt: new Date(Date.now() - 2000).toISOString() });
    await expect(taken()).rejects.toThrow(/the load began at/);
  });

  it('who has not consented, whatever the stage says', async () => {
    await planned();
    await staged({ target: 'https://meet.example.gov.in' });
    await expect(taken()).rejects.toThrow('https://meet.example.gov.in is not on this machine, and its owner has not consented');
  });

  it('who is named as the identity provider alone', async () => {
    await planned();
    await staged({ identity: { origin: 'https://id.example.gov.in', subject: 'somebody' } });
    await expect(taken()).rejects.toThrow('https://id.example.gov.in is not on this machine');
  });
});

describe('a part doubts itself', () => {
  const busy: RigSample = {
    ...{ at: 0, cores: {}, residentBytes: {}, idle: 0.01, foreignCores: 0, busiestForeign: null, clockDriftMs: 0 },
    udp: { receivedPerSecond: 0, sentPerSecond: 0, bufferErrors: 0 },
  };
  const sent = (iterations: number, dropped = 0) => {
    const metrics = { iterations: { count: iterations }, dropped_iterations: { count: dropped } };
    return { summary: { promises: [], metrics }, broke: undefined };
  };
  const kinds = (...given: Parameters<typeof doubtsOfPart>) => doubtsOfPart(...given).map(({ kind }) => kind);

  it('where its own machine was used up', () =>
    expect(
      kinds(
        sent(50),
        'part-2',
        Array.from({ length: 9 }, () => busy),
      ),
    ).toEqual(['generator saturated']));
  it('not where the coordinator watches the same machine', () => expect(kinds(sent(50), 'part-2', 'coordinator')).toEqual([]));
  it('where it had nobody to send, or could not send them', () => {
    expect(kinds(sent(0), 'part-2', 'coordinator')).toEqual(['empty metrics']);
    expect(kinds(sent(90, 10), 'part-2', 'coordinator')).toEqual(['load not reached']);
  });
  it('where its k6 broke', () =>
    expect(kinds({ ...sent(5), broke: 'k6 ended with code 107' }, 'part-2', 'coordinator')).toEqual(['crashed']));
});

describe('the outcome of a part', () => {
  const kept: Verdict = { id: 'a', sentence: 'A', metric: 'm', bound: 'rate==1', unit: '', value: 1, samples: 5, met: true };
  const none: Verdict = { ...kept, value: null, samples: 0, met: false };
  const of = (promises: readonly Verdict[]) => outcomeOfPart({ promises, metrics: {} }, []);

  it('is met where it kept what it saw, and others may have seen the rest', () => expect(of([kept, none])).toBe('met'));
  it('is not met where it broke a promise', () => expect(of([kept, { ...kept, met: false }])).toBe('not met'));
  it('is not valid where it saw nothing', () => expect(of([none])).toBe('not valid'));
  it('is not valid with a doubt', () =>
    expect(outcomeOfPart({ promises: [kept], metrics: {} }, [{ kind: 'clock', phase: null, sentence: 'x' }])).toBe('not valid'));
});
