/** One scenario: its stage is set, k6 runs it, real browsers watch beside it, and what the machine did meanwhile is kept. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Verdict } from '../../lib/promise.ts';
import { openBrowsers, type BrowserFindings, type Watchers } from '../browsers/watch.ts';
import { runK6, type K6Result } from '../k6/run-k6.ts';
import { awaitOthers, beginTogether, type Others, type Parts } from '../parts/coordinate.ts';
import { joinParts } from '../parts/join.ts';
import { segmentOf } from '../parts/segment.ts';
import { writeWhole } from '../parts/write-whole.ts';
import type { Target } from '../platform/target.ts';
import type { Sampler } from '../rig/sampler.ts';
import { clearStage, setStage, type StageSource } from '../stage/set-stage.ts';
import { countsOf, doubtsOf, type Watched } from '../verdict/doubts.ts';
import type { Doubt, Phase } from '../report/report.ts';
import { aboutOf, longestOf, scenarios, scriptEnv, type Scenario, type Sizes } from './catalog.ts';
import type { Step } from './profiles.ts';

export type PhaseSetting = Readonly<{
  target: Target;
  source: StageSource;
  sampler: Sampler;
  binary: string;
  localIps: string | null;
  folder: string;
  signal: AbortSignal;
  /** Where other generators take parts of it; this one is the first. */
  parts: Parts | undefined;
  /** Told of k6 and of browsers, so that what they use is theirs. */
  own(pid: number, name: string): void;
  say(line: string): void;
}>;

export type PhaseResult = Readonly<{
  step: Step;
  /** Its name in this run: a scenario may run twice, at two sizes. */
  name: string;
  phase: Phase;
  promises: readonly Verdict[];
  metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
  doubts: readonly Doubt[];
  /** One of each generator. */
  samplesFiles: readonly string[];
  browsers: BrowserFindings | null;
  /** Meanwhile, on disk; null where the database is not ours to ask. */
  databaseGrewBytes: number | null;
}>;

export async function runPhase(setting: PhaseSetting, step: Step, number: number): Promise<PhaseResult> {
  const { sampler, say, source, target } = setting;
  const scenario = scenarios[step.scenario];
  const name = `${String(number).padStart(2, '0')}-${step.scenario}`;
  const folder = join(setting.folder, name);
  await mkdir(folder, { recursive: true });
  const { title, about } = aboutOf(step.scenario);
  say(`${name}: ${title} (${words(step.sizes)})`);
  const stage = await setStage(source, { ...scenario.needs(step.sizes), truth: (step.browsers ?? 0) > 0 ? 1 : 0 });
  const stageFile = join(folder, 'stage.json');
  await writeWhole(stageFile, JSON.stringify(stage));
  const watchers = await openBrowsers({ stage, count: step.browsers ?? 0, own: setting.own, say });
  const bytesBefore = await bytesOf(target);
  const together = await beginIn(setting, step, folder).catch(async (error: unknown) => {
    await watchers?.close();
    await clearStage(source.scheduler, stage);
    throw error;
  });
  const fromSecond = sampler.now();
  const over = new AbortController();
  const load = runK6({
    binary: setting.binary,
    scenario: step.scenario,
    env: scriptEnv(stageFile, step.sizes),
    localIps: setting.localIps,
    folder,
    segment: together && segmentOf({ number: 1, of: together.plan.parts }),
    signal: setting.signal,
    withinSeconds: longestOf(step.sizes),
    onStart(pid) {
      setting.own(pid, 'k6');
      endLater(scenario.ends, { target, sizes: step.sizes, signal: over.signal, say });
    },
  }).finally(() => over.abort());
  const progress = setInterval(() => say(`  ${progressOf(sampler)}`), PROGRESS_MS);
  const [result, browsers] = await Promise.all([load, watchersIn(watchers, step.sizes)]).finally(() => clearInterval(progress));
  const toSecond = sampler.now();
  const bytesAfter = await bytesOf(target);
  await watchers?.close();
  // Cleared last: other generators may have people in there until now.
  const others = await Promise.resolve(together?.others()).finally(() => clearStage(source.scheduler, stage));
  const samples = sampler.samples.filter(({ at }) => at > fromSecond && at <= toSecond);
  const judged = judge(result, { phase: name, samples, sharesMachine: target.processes().size > 0, others });
  const databaseGrewBytes = bytesBefore === null || bytesAfter === null ? null : bytesAfter - bytesBefore;
  return { step, name, phase: { scenario: name, title, about, fromSecond, toSecond }, ...judged, browsers, databaseGrewBytes };
}

/** A figure that could not be had is none, and no reason to lose the others. */
const bytesOf = async ({ databaseBytes }: Target): Promise<number | null> => (await databaseBytes?.().catch(() => null)) ?? null;

/** The instant at which all generators begin; undefined where this is the only one. */
async function beginIn({ parts, ...setting }: PhaseSetting, step: Step, folder: string) {
  if (parts === undefined) return undefined;
  const ways = { ...setting, folder };
  const plan = await beginTogether(parts, step, ways);
  return { plan, others: () => awaitOthers(plan, parts.waitSeconds, ways) };
}

type Seen = Pick<Watched, 'phase' | 'samples' | 'sharesMachine'> & Readonly<{ others: Others | undefined }>;

/** What came of the load, of this generator alone or of it and others. */
function judge({ summary, broke, samplesFile }: K6Result, { others, ...seen }: Seen) {
  const { promises, metrics } = summary ?? { promises: [], metrics: {} };
  const counts = countsOf(metrics);
  if (others === undefined)
    return { promises, metrics, doubts: doubtsOf({ ...seen, promises, counts, broke }), samplesFiles: [samplesFile] };
  const own = { number: 1, summary, doubts: doubtsOf({ ...seen, promises: [], counts, broke }) };
  return { ...joinParts([own, ...others.ends], seen.phase), samplesFiles: [samplesFile, ...others.samplesFiles] };
}

const PROGRESS_MS = 5000;

/** The last second: who is busy, and whether the machine has anything left. */
function progressOf({ samples }: Sampler): string {
  const last = samples.at(-1);
  if (last === undefined) return '...';
  const busiest = Object.entries(last.cores).toSorted(([, one], [, other]) => other - one);
  const parts = busiest.slice(0, 4).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  const received = Math.round(last.udp.receivedPerSecond);
  return `${last.at.toFixed(0)} s: cores ${parts.join(', ')}; idle ${(last.idle * 100).toFixed(0)} %; ${received} datagrams a second`;
}

/** They come when the load is there, and leave before it goes. */
async function watchersIn(watchers: Watchers | null, { RAMP = 2, HOLD = 20 }: Sizes): Promise<BrowserFindings | null> {
  if (watchers === null) return null;
  await pause((RAMP + 2) * 1000);
  return watchers.watch(Math.max(1, HOLD - 5));
}

type Ending = Readonly<{ target: Target; sizes: Sizes; signal: AbortSignal; say(line: string): void }>;

function endLater(ends: Scenario['ends'], { target, sizes, signal, say }: Ending): void {
  if (ends === undefined) return;
  const end = target[ends.by];
  const told = (what: unknown) => say(`  ${ends.by}: ${String(what)}`); // where nobody ended, nobody comes back, and the run is not valid
  const timer = setTimeout(() => void end?.().then(told, told), ends.at(sizes) * 1000);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

const words = (sizes: Sizes): string =>
  Object.entries(sizes)
    .map(([key, value]) => `${key.toLowerCase()} ${value}`)
    .join(', ');
