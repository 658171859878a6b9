/** Another generator's part of a load: as the coordinator has planned it, from the instant that it has set. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Summary } from '../../lib/promise.ts';
import { Refusal, type PartWish } from '../command/arguments.ts';
import { errorCode } from '../../../infra/local/src/fault.ts';
import { buildDigest, k6Binary } from '../k6/binary.ts';
import { runK6, type K6Job, type K6Result } from '../k6/run-k6.ts';
import { isLoopback } from '../platform/consent.ts';
import type { Doubt, Outcome } from '../report/report.ts';
import { Sampler, type RigSample } from '../rig/sampler.ts';
import { longestOf, scriptEnv } from '../run/catalog.ts';
import { consentIn } from '../run/consented.ts';
import type { Stage } from '../stage/stage-file.ts';
import { countsOf, doubtsOf } from '../verdict/doubts.ts';
import { thisMachine } from './machine.ts';
import { readPlan, requirePart, untilBegin, type Plan } from './plan.ts';
import { takePart } from './presence.ts';
import { partName, samplesFileOf, writeRecord } from './record.ts';
import { requireConsented } from './require-consented.ts';
import { loopbackAddresses, segmentOf } from './segment.ts';
import { wait } from './wait.ts';

export type PartDone = Readonly<{ outcome: Outcome; summary: Summary | undefined; doubts: readonly Doubt[] }>;
type Ways = Readonly<{ say(line: string): void; signal: AbortSignal }>;

/** Leaves `part-2.json` and `part-2.samples.json.gz` in the folder of the phase. @throws Refusal before anything was loaded */
export async function runPart(wish: PartWish, { say, signal }: Ways): Promise<PartDone> {
  const { part, consentFile } = wish;
  const [folder, consent] = [resolve(wish.folder), await consentIn(consentFile)];
  const plan = await planIn(folder, wish.waitSeconds, signal);
  requirePart(plan, part, await buildDigest());
  untilBegin(plan, Date.now()); // asks nobody anything for a load that has begun
  const stage = JSON.parse(await readFile(join(folder, 'stage.json'), 'utf8')) as Stage;
  await requireConsented(stage, consent);
  const binary = await k6Binary(say);
  const machine = await thisMachine();
  const left = untilBegin(plan, Date.now());
  await takePart(folder, part.number, { plan: plan.id, machine, pid: process.pid });
  say(`part ${part.number} of ${part.of}: ${plan.scenario} at ${stage.target} begins in ${(left / 1000).toFixed(1)} s`);
  await wait(left, signal);
  const job = {
    binary,
    scenario: plan.scenario,
    localIps: isLoopback(new URL(stage.target).hostname) ? loopbackAddresses(part.number) : null,
    name: partName(part.number),
    segment: segmentOf(part),
    signal,
    withinSeconds: longestOf(plan.sizes),
  };
  const held = { ...stage, mediaHosts: consent?.mediaHosts ?? [] };
  const { samples, ...result } = await withStage(held, async ({ own, file }) => {
    const done = await watched({ ...job, folder: own, env: scriptEnv(file, plan.sizes) });
    await hand(done.samplesFile, samplesFileOf(folder, part.number));
    return done;
  });
  const { summary } = result;
  const doubts = doubtsOfPart(result, partName(part.number), machine === plan.machine ? 'coordinator' : samples);
  await writeRecord(folder, { plan: plan.id, part: part.number, summary: summary ?? null, doubts });
  return { outcome: outcomeOfPart(summary, doubts), summary, doubts };
}

async function planIn(folder: string, waitSeconds: number, signal: AbortSignal): Promise<Plan> {
  const until = performance.now() + waitSeconds * 1000;
  for (;;) {
    const plan = await readPlan(folder);
    if (plan !== undefined) return plan;
    if (performance.now() >= until) throw new Refusal(`there is no plan.json in ${folder} after ${waitSeconds} s`);
    await wait(250, signal);
  }
}

/** k6 reads the stage that was held to the consent, and not what somebody may have put in its place in a shared folder since. */
async function withStage<T>(stage: Stage, use: (place: Readonly<{ own: string; file: string }>) => Promise<T>): Promise<T> {
  const own = await mkdtemp(join(tmpdir(), 'sabha-loadtest-part-'));
  try {
    const file = join(own, 'stage.json');
    await writeFile(file, JSON.stringify(stage), { mode: 0o600 });
    return await use({ own, file });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Into a folder that others may write to: what stands there under that name is replaced, and not written through. */
async function hand(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    await copyFile(from, draft, constants.COPYFILE_EXCL);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return; // k6 broke off before it began
    throw error;
  }
  await rename(draft, to);
}

async function watched(job: Omit<K6Job, 'onStart'>): Promise<K6Result & Readonly<{ samples: readonly RigSample[] }>> {
  const owned = new Map([[process.pid, 'runner']]);
  const sampler = new Sampler(() => owned);
  await sampler.start();
  const result = await runK6({ ...job, onStart: (pid) => void owned.set(pid, 'k6') }).finally(() => sampler.stop());
  return { ...result, samples: sampler.samples };
}

/**
 * What a generator says against its own part. @param watch its machine while load was on; on that of the coordinator it is the
 * coordinator who watches, for it knows whose the processes are
 */
export function doubtsOfPart(
  { summary, broke }: Pick<K6Result, 'summary' | 'broke'>,
  phase: string,
  watch: readonly RigSample[] | 'coordinator',
): readonly Doubt[] {
  const samples = watch === 'coordinator' ? [] : watch;
  const counts = countsOf(summary?.metrics ?? {});
  return doubtsOf({ phase, samples, promises: [], counts, broke, sharesMachine: false });
}

/** Of this part alone: what it has none of, others may have. */
export function outcomeOfPart(summary: Summary | undefined, doubts: readonly Doubt[]): Outcome {
  const seen = (summary?.promises ?? []).filter(({ samples }) => samples > 0);
  if (doubts.length > 0 || seen.length === 0) return 'not valid';
  return seen.every(({ met }) => met) ? 'met' : 'not met';
}
