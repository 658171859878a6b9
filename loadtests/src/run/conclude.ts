/** From what the scenarios gave to the report. */
import { readSamples, type SampleSeries, type Sorting } from '../k6/samples.ts';
import type { Target } from '../platform/target.ts';
import type { Baseline } from '../report/baseline.ts';
import { askModel } from '../report/capacity.ts';
import { compare } from '../report/compare.ts';
import { costsOf } from '../report/costs.ts';
import { plural } from '../report/figures.ts';
import { measure, measuredMetrics, type Crowd, type Measured } from '../report/measure.ts';
import type { BrowserTruth, PromiseResult, Report } from '../report/report.ts';
import { drawnMetrics, seriesOfRig, seriesOfSamples } from '../report/series.ts';
import { describeRig } from '../rig/describe.ts';
import type { RigSample } from '../rig/sampler.ts';
import { sum } from '../statistics.ts';
import { holdTo } from '../verdict/gate.ts';
import { promiseOfMemory } from '../verdict/growth.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import { scenarios, type Sizes } from './catalog.ts';
import type { PhaseResult } from './phase.ts';

export type Run = Readonly<{
  runId: string;
  profile: string;
  /** Milliseconds since 1970. */
  startedAtMs: number;
  target: Target;
  versions: Readonly<Record<string, string>>;
  results: readonly PhaseResult[];
  samples: readonly RigSample[];
  baselines: readonly Baseline[];
  /** Whether a cost that is dearer than the baselines' breaks a promise. */
  isGated: boolean;
  /** How many generators the load came from. */
  parts: number;
}>;

export async function concludeRun(run: Run): Promise<Report> {
  const { runId, profile, startedAtMs, target, versions, results, samples, baselines, isGated, parts } = run;
  const promises = results.flatMap((result) => [...promisesOf(result), ...promisesOfMemory(result, run)]);
  const doubts = results.flatMap((result) => result.doubts);
  const loaded = samples.filter(({ at }) => results.some(({ phase }) => at > phase.fromSecond && at <= phase.toSecond));
  const rig = await describeRig(loaded, {
    versions,
    settings: target.settings,
    target: target.origin,
    generator: generatorOf(target, parts),
  });
  const samplesOf = await Promise.all(results.map(({ samplesFiles }) => readSamples(samplesFiles, sorting)));
  const measured = measuredOf(run, samplesOf);
  const measurements = measured.flatMap((one) => measure(one, rig) ?? []);
  const model = await askModel(measurements);
  const report: Report = {
    schema: 1,
    runId,
    profile,
    startedAt: new Date(startedAtMs).toISOString(),
    seconds: (Date.now() - startedAtMs) / 1000,
    outcome: outcomeOf(doubts, promises),
    doubts,
    promises,
    phases: results.map(({ phase }) => phase),
    series: [...seriesOfSamples(samplesOf, startedAtMs), ...seriesOfRig(samples)],
    rig,
    browsers: browsersOf(results),
    measurements,
    costs: measured.flatMap((one) => costsOf(one, rig)),
    ...model,
    baseline: null,
    limits: limitsOf(target, parts),
  };
  if (baselines.length === 0) return report;
  const baseline = compare(report, baselines);
  return { ...(isGated ? holdTo(baseline, report) : report), baseline };
}

/** What is drawn or measured of a scenario is read in one go: its samples are most of what a run leaves behind. */
const sorting: Sorting = (metric, { kind }) => {
  const names = kind === undefined ? [metric] : [metric, `${metric}{kind:${kind}}`];
  return names.filter((name) => drawnMetrics.has(name) || measuredMetrics.has(name));
};

function measuredOf(
  { runId, results, samples, startedAtMs, target }: Run,
  samplesOf: readonly SampleSeries[],
): readonly Measured[] {
  if (target.processes().size === 0) return []; // whose processes run elsewhere cannot be weighed here
  const mediaNodes = Number(target.settings['mediaServers'] ?? 1);
  return results.flatMap(({ step: { scenario, sizes, isHeld = false }, name, doubts, promises, databaseGrewBytes }, at) => {
    const [crowd, series] = [scenarios[scenario].crowd?.(sizes), samplesOf[at]];
    if (crowd === undefined || series === undefined) return [];
    const isClean = doubts.length === 0 && promises.every(({ met }) => met);
    const phase = `${scenario}, ${sizeOf(crowd, sizes)}`;
    const id = `${runId}/${name}`;
    return [{ id, scenario, phase, crowd, mediaNodes, series, samples, startedAtMs, databaseGrewBytes, isClean, isHeld }];
  });
}

/** Where nobody stays in a room, joins are what is counted. */
function sizeOf({ participants, rooms }: Crowd, { PEAK = 0 }: Sizes): string {
  return participants === 0
    ? `${plural(PEAK, 'join')} a second at the peak`
    : `${plural(participants, 'participant')} in ${plural(rooms, 'room')}`;
}

function promisesOfMemory({ name, phase, step }: PhaseResult, { samples, target }: Run): readonly PromiseResult[] {
  const { plateau } = scenarios[step.scenario];
  if (plateau === undefined || target.processes().size === 0) return []; // whose memory is elsewhere cannot be seen
  const [from, to] = plateau.map((share) => phase.fromSecond + share * (phase.toSecond - phase.fromSecond));
  const level = samples.filter(({ at }) => from !== undefined && to !== undefined && at > from && at <= to);
  const promise = promiseOfMemory(name, level, new Set(target.processes().values()));
  return promise === null ? [] : [promise];
}

function promisesOf({ name, promises, browsers }: PhaseResult): readonly PromiseResult[] {
  const own = promises.map(({ id, sentence, metric, bound, unit, value, samples, met }) => {
    return { id, scenario: name, sentence, metric, bound, unit, value, samples, met };
  });
  return browsers === null ? own : [...own, ...promisesOfBrowsers(name, browsers)];
}

const FIRST_FRAME_MS = 4000;

/** What real browsers are promised: generous in time, for they share the processors with the load, and strict in that they see. */
function promisesOfBrowsers(
  scenario: string,
  { browsers, firstFrameMs, failures }: NonNullable<PhaseResult['browsers']>,
): readonly PromiseResult[] {
  const slowest = firstFrameMs.length === 0 ? null : Math.max(...firstFrameMs);
  const saw = {
    id: 'browsers.see',
    sentence: 'Every real browser sees the speaker to the end',
    metric: 'browsers',
    bound: `count==${browsers}`,
  };
  const soon = {
    id: 'browsers.first-frame',
    sentence: 'A real browser paints the first frame within four seconds of the click',
    metric: 'first frame',
  };
  return [
    {
      ...saw,
      scenario,
      unit: '',
      value: firstFrameMs.length,
      samples: browsers,
      met: failures.length === 0 && firstFrameMs.length === browsers,
    },
    {
      ...{ ...soon, scenario, bound: `max<${FIRST_FRAME_MS}`, unit: 'ms', value: slowest, samples: firstFrameMs.length },
      met: slowest !== null && slowest < FIRST_FRAME_MS,
    },
  ];
}

function browsersOf(results: readonly PhaseResult[]): BrowserTruth | null {
  const watched = results.filter((result) => result.browsers !== null && result.browsers.watchedMinutes > 0);
  if (watched.length === 0) return null;
  const all = watched.flatMap(({ browsers }) => browsers ?? []);
  const minutes = sum(all.map(({ watchedMinutes }) => watchedMinutes));
  const perMinute = (count: number, over: number) => (over === 0 ? 0 : count / over);
  const synthetic = watched.map(({ metrics }) => metrics);
  const syntheticMinutes = sum(watched.map(({ step }) => ((step.sizes['VIEWERS'] ?? 0) * (step.sizes['HOLD'] ?? 0)) / 60));
  const syntheticFreezes = sum(synthetic.map((metrics) => metrics['livekit_freezes']?.['count'] ?? 0));
  return {
    browsers: sum(all.map(({ browsers }) => browsers)),
    firstFrameMs: all.flatMap(({ firstFrameMs }) => firstFrameMs),
    freezesPerMinute: perMinute(sum(all.map(({ freezes }) => freezes)), minutes),
    audioGapsPerMinute: perMinute(sum(all.map(({ audioGaps }) => audioGaps)), minutes),
    synthetic: {
      firstMediaMs: synthetic.flatMap((metrics) => metrics['livekit_first_media_duration']?.['med'] ?? []),
      freezesPerMinute: perMinute(syntheticFreezes, syntheticMinutes),
    },
  };
}

function generatorOf(target: Target, parts: number): string {
  const where = target.processes().size > 0 ? 'on the machine of the platform' : 'on a machine of its own';
  return parts === 1 ? where : `${where}, as part 1 of ${parts}`;
}

function limitsOf(target: Target, parts: number): readonly string[] {
  const shared = target.processes().size > 0;
  return [
    ...(shared
      ? [
          'Generator and platform share this machine and its loopback network: there is no real network between them, and the platform alone would carry more.',
        ]
      : []),
    'Synthetic participants receive and count packets; they decode nothing. What a phone can show is told by the real browsers alone.',
    `Delay is measured from the synthetic sender to the synthetic receiver ${clocksOf(parts)}; camera, encoder, decoder and screen come on top.`,
    ...(parts === 1
      ? []
      : [
          `The load came from ${parts} generators; of each promise the figure of the worst is shown, and the rig is that of the first.`,
        ]),
    'Nobody was far away: loss and delay of mobile networks are not part of this run.',
  ];
}

const clocksOf = (parts: number): string =>
  parts === 1 ? 'on one clock' : 'by the clocks of the generators, and is wrong by as much as they differ';
