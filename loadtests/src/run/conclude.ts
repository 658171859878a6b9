/** From what the scenarios gave to the report. */
import type { Measurement } from '@sabha/capacity/measurement';
import type { Target } from '../platform/target.ts';
import { compare } from '../report/compare.ts';
import { askModel } from '../report/capacity.ts';
import { measure } from '../report/measure.ts';
import type { BrowserTruth, PromiseResult, Report, Rig } from '../report/report.ts';
import { seriesOfRig, seriesOfSamples } from '../report/series.ts';
import { describeRig } from '../rig/describe.ts';
import type { RigSample } from '../rig/sampler.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import { scenarios } from './catalog.ts';
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
  baseline: Report | null;
}>;

export async function concludeRun(run: Run): Promise<Report> {
  const { runId, profile, startedAtMs, target, versions, results, samples, baseline } = run;
  const promises = results.flatMap(promisesOf);
  const doubts = results.flatMap((result) => result.doubts);
  const loaded = samples.filter(({ at }) => results.some(({ phase }) => at > phase.fromSecond && at <= phase.toSecond));
  const rig = await describeRig(loaded, {
    versions,
    settings: target.settings,
    target: target.origin,
    generator: target.processes().size > 0 ? 'on the machine of the platform' : 'on a machine of its own',
  });
  const own = await seriesOfSamples(
    results.map(({ samplesFile }) => samplesFile),
    startedAtMs,
  );
  const measurements = await measurementsOf(run, rig);
  const model = await askModel(measurements);
  const report: Omit<Report, 'baseline'> = {
    schema: 1,
    runId,
    profile,
    startedAt: new Date(startedAtMs).toISOString(),
    seconds: (Date.now() - startedAtMs) / 1000,
    outcome: outcomeOf(doubts, promises),
    doubts,
    promises,
    phases: results.map(({ phase }) => phase),
    series: [...own, ...seriesOfRig(samples)],
    rig,
    browsers: browsersOf(results),
    measurements,
    ...model,
    limits: limitsOf(target),
  };
  return { ...report, baseline: baseline === null ? null : compare(report, baseline) };
}

async function measurementsOf({ runId, results, samples, startedAtMs, target }: Run, rig: Rig): Promise<readonly Measurement[]> {
  if (target.processes().size === 0) return []; // whose processes run elsewhere cannot be weighed here
  const all = results.map(async ({ step, name, samplesFile, doubts, promises }) => {
    const crowd = scenarios[step.scenario].crowd?.(step.sizes);
    if (crowd === undefined) return null;
    const isClean = doubts.length === 0 && promises.every(({ met }) => met);
    const mediaNodes = Number(target.settings['mediaServers'] ?? 1);
    return measure(
      { id: `${runId}/${name}`, scenario: step.scenario, crowd, mediaNodes, samplesFile, samples, startedAtMs, isClean },
      rig,
    );
  });
  return (await Promise.all(all)).filter((one) => one !== null);
}

function promisesOf({ name, promises, browsers }: PhaseResult): readonly PromiseResult[] {
  const own = promises.map(({ id, sentence, metric, bound, unit, value, samples, met }) => ({
    ...{ id, scenario: name, sentence, metric, bound, unit, value, samples },
    met: met && value !== null && samples > 0,
  }));
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
  const minutes = all.reduce((sum, { watchedMinutes }) => sum + watchedMinutes, 0);
  const perMinute = (count: number, over: number) => (over === 0 ? 0 : count / over);
  const synthetic = watched.map(({ metrics }) => metrics);
  const syntheticMinutes = watched.reduce(
    (sum, { step }) => sum + ((step.sizes['VIEWERS'] ?? 0) * (step.sizes['HOLD'] ?? 0)) / 60,
    0,
  );
  return {
    browsers: all.reduce((sum, { browsers }) => sum + browsers, 0),
    firstFrameMs: all.flatMap(({ firstFrameMs }) => firstFrameMs),
    freezesPerMinute: perMinute(
      all.reduce((sum, { freezes }) => sum + freezes, 0),
      minutes,
    ),
    audioGapsPerMinute: perMinute(
      all.reduce((sum, { audioGaps }) => sum + audioGaps, 0),
      minutes,
    ),
    synthetic: {
      firstMediaMs: synthetic.flatMap((metrics) => metrics['livekit_first_media_duration']?.['med'] ?? []),
      freezesPerMinute: perMinute(
        synthetic.reduce((sum, metrics) => sum + (metrics['livekit_freezes']?.['count'] ?? 0), 0),
        syntheticMinutes,
      ),
    },
  };
}

function limitsOf(target: Target): readonly string[] {
  const shared = target.processes().size > 0;
  return [
    ...(shared
      ? [
          'Generator and platform share this machine and its loopback network: there is no real network between them, and the platform alone would carry more.',
        ]
      : []),
    'Synthetic participants receive and count packets; they decode nothing. What a phone can show is told by the real browsers alone.',
    'Delay is measured from the synthetic sender to the synthetic receiver on one clock; camera, encoder, decoder and screen come on top.',
    'Nobody was far away: loss and delay of mobile networks are not part of this run.',
  ];
}
