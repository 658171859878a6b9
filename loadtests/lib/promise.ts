/**
 * What a scenario promises, in a sentence, and the figure that decides. k6 judges by thresholds; the runner counts samples, too,
 * because a threshold on a metric that nobody fed passes.
 */
import type { Options } from 'k6/options';

export type Promised = Readonly<{
  /** A short name, stable between versions: baselines are compared by it. */
  id: string;
  sentence: string;
  /** A k6 metric, with a tag where only some of it counts: `http_req_duration{name:join}`. */
  metric: string;
  /** A k6 threshold: `p(95)<2000`, `rate==1`, `count<1`. */
  bound: string;
  /** Of the figure as k6 gives it; a rate has none. */
  unit: 'ms' | 'kbit/s' | '%' | '';
  /** The metric whose samples tell that anything was looked at, where this one stays empty when all is well. */
  seenBy?: string;
  /** Few of the participants feed it, so that one of several generators may honestly have none of it. All others must have some. */
  ofSome?: true;
}>;

export type Verdict = Promised & Readonly<{ value: number | null; samples: number; met: boolean }>;
export type Summary = Readonly<{
  promises: readonly Verdict[];
  metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
}>;

/** As k6 hands it to `handleSummary`. */
type SummaryData = Readonly<{
  metrics: Readonly<
    Record<
      string,
      Readonly<{ values: Readonly<Record<string, number>>; thresholds?: Readonly<Record<string, Readonly<{ ok: boolean }>>> }>
    >
  >;
}>;

/** The options of a scenario, with its promises as thresholds. */
export function promising(promises: readonly Promised[], scenarios: Options['scenarios']): Options {
  const thresholds: Record<string, string[]> = {};
  for (const { metric, bound } of promises) (thresholds[metric] ??= []).push(bound);
  return {
    ...(scenarios !== undefined && { scenarios }),
    thresholds,
    summaryTrendStats: ['min', 'med', 'avg', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
    noConnectionReuse: false,
    userAgent: 'sabha-loadtest',
    setupTimeout: '60s',
    teardownTimeout: '30s',
  };
}

/** For `handleSummary`: one file that says what became of each promise. */
export function concluding(promises: readonly Promised[]): (data: SummaryData) => Record<string, string> {
  return (data) => {
    const metrics = Object.fromEntries(Object.entries(data.metrics).map(([name, { values }]) => [name, values]));
    const summary: Summary = { promises: promises.map((promised) => judge(promised, data)), metrics };
    return { [__ENV['SUMMARY'] ?? 'summary.json']: JSON.stringify(summary, null, 1), stdout: '' };
  };
}

/** Met only if k6 says so of samples that exist. */
export function judge(promised: Promised, { metrics }: SummaryData): Verdict {
  const metric = metrics[promised.metric];
  const seen = promised.seenBy === undefined ? metric : metrics[promised.seenBy];
  const samples = seen === undefined ? 0 : samplesOf(seen.values);
  const statistic = /^[a-z]+(?:\([\d.]+\))?/.exec(promised.bound)?.[0] ?? '';
  const measured = metric?.values[statistic];
  const value = samples === 0 ? null : (measured ?? (promised.seenBy === undefined ? null : 0));
  const met = value !== null && (metric?.thresholds?.[promised.bound]?.ok ?? false);
  return { ...promised, value, samples, met };
}

/** A Trend counts its samples, a Rate its passes and fails, a Counter adds up, a Gauge has one. */
function samplesOf(values: Readonly<Record<string, number>>): number {
  const { passes, fails, count, value } = values;
  if (passes !== undefined && fails !== undefined) return passes + fails;
  return count ?? (value === undefined ? 0 : 1);
}
