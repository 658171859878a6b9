/** One scenario: its stage is set, k6 runs it, real browsers watch beside it, and what the machine did meanwhile is kept. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Verdict } from '../../lib/promise.ts';
import { openBrowsers, type BrowserFindings, type Watchers } from '../browsers/watch.ts';
import { runK6 } from '../k6/run-k6.ts';
import type { Target } from '../platform/target.ts';
import type { Sampler } from '../rig/sampler.ts';
import { clearStage, setStage, type StageSource } from '../stage/set-stage.ts';
import { doubtsOf } from '../verdict/doubts.ts';
import type { Doubt, Phase } from '../report/report.ts';
import { aboutOf, scenarios, type Scenario, type Sizes } from './catalog.ts';
import type { Step } from './profiles.ts';

export type PhaseSetting = Readonly<{
  target: Target;
  source: StageSource;
  sampler: Sampler;
  binary: string;
  localIps: string | null;
  folder: string;
  signal: AbortSignal;
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
  samplesFile: string;
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
  await writeFile(stageFile, JSON.stringify(stage), { mode: 0o600 });
  const watchers = await openBrowsers({ stage, count: step.browsers ?? 0, own: setting.own, say });
  const bytesBefore = await target.databaseBytes?.();
  const fromSecond = sampler.now();
  const over = new AbortController();
  const load = runK6({
    binary: setting.binary,
    scenario: step.scenario,
    env: { STAGE: stageFile, ...Object.fromEntries(Object.entries(step.sizes).map(([key, value]) => [key, String(value)])) },
    localIps: setting.localIps,
    folder,
    signal: setting.signal,
    withinSeconds: longest(step.sizes),
    onStart(pid) {
      setting.own(pid, 'k6');
      endLater(scenario.ends, { target, sizes: step.sizes, signal: over.signal, say });
    },
  }).finally(() => over.abort());
  const progress = setInterval(() => say(`  ${progressOf(sampler)}`), PROGRESS_MS);
  const [result, browsers] = await Promise.all([load, watchersIn(watchers, step.sizes)]).finally(() => clearInterval(progress));
  const toSecond = sampler.now();
  const bytesAfter = await target.databaseBytes?.();
  await watchers?.close();
  await clearStage(source.scheduler, stage);
  const { promises, metrics } = result.summary ?? { promises: [], metrics: {} };
  const samples = sampler.samples.filter(({ at }) => at > fromSecond && at <= toSecond);
  const counts = { iterations: metrics['iterations']?.['count'] ?? 0, dropped: metrics['dropped_iterations']?.['count'] ?? 0 };
  const sharesMachine = target.processes().size > 0;
  return {
    step,
    name,
    phase: { scenario: name, title, about, fromSecond, toSecond },
    promises,
    metrics,
    doubts: doubtsOf({ phase: name, samples, promises, counts, broke: result.broke, sharesMachine }),
    samplesFile: result.samplesFile,
    browsers,
    databaseGrewBytes: bytesBefore === undefined || bytesAfter === undefined ? null : bytesAfter - bytesBefore,
  };
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

/** Everything that a script waits for is in its sizes; the rest is patience. */
const longest = ({ RAMP = 0, HOLD = 0, SECONDS = 0, BEFORE = 0, AFTER = 0, MINUTES = 0 }: Sizes): number =>
  180 + RAMP + HOLD + SECONDS + BEFORE + AFTER + MINUTES * 60;

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
