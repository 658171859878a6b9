/** What becomes of those who watch when one of several media servers is emptied, or dies: shown on a platform that has three. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { k6Binary } from '../src/k6/binary.ts';
import { startCluster } from '../src/platform/cluster.ts';
import type { Target } from '../src/platform/target.ts';
import type { Step } from '../src/run/profiles.ts';
import { loadTarget } from '../src/run/run.ts';

const quiet = () => undefined;
let target: Target;
let binary: string;
let folder: string;

beforeAll(async () => {
  binary = await k6Binary(quiet);
  folder = await mkdtemp(join(tmpdir(), 'sabha-loadtest-'));
  target = await startCluster(3, quiet);
}, 900_000);
afterAll(async () => {
  await target.stop();
  await rm(folder, { recursive: true, force: true });
});

async function load(step: Step) {
  const how = { profile: 'nodes', steps: [step], binary, folder: join(folder, step.scenario) };
  const { report } = await loadTarget(target, how, { say: quiet, signal: new AbortController().signal });
  return { ...report, told: JSON.stringify({ promises: report.promises, doubts: report.doubts }) };
}
const crowd = { VIEWERS: 12, RAMP: 1, BEFORE: 3, WEBINARS: 6 };

// In this order: a server that was emptied or killed stays away.
test('a media server that is emptied turns nobody away, and those on it see the speaker elsewhere', async () => {
  const { outcome, told } = await load({ scenario: 'drain', sizes: { ...crowd, AFTER: 20, LATE: 1 } });
  expect(outcome, told).toBe('met');
});

test('whoever watched on a media server that dies is back within twenty seconds', async () => {
  const { outcome, told } = await load({ scenario: 'reconnect-storm', sizes: { ...crowd, AFTER: 30 } });
  expect(outcome, told).toBe('met');
});
