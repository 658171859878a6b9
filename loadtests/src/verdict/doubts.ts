/**
 * What takes the worth from a run, whichever way its figures point. A run that is not valid is neither met nor not met:
 * it is repeated.
 */
import type { Summary, Verdict } from '../../lib/promise.ts';
import type { RigSample } from '../rig/sampler.ts';
import type { Doubt } from '../report/report.ts';
import { leastMean, mean, sum } from '../statistics.ts';

/** Below it, what is measured is the queue for a processor (measured: figures jump from there on). */
const LEAST_IDLE = 0.1;
/** Over so many seconds, for a moment without idle time is the nature of a join storm. */
const WINDOW_SECONDS = 5;
/** Cores that others may use: more of them halves the largest clean load. */
const FOREIGN_CORES = 0.2;
const CLOCK_DRIFT_MS = 100;
/** Of all that were to begin: in an open model those that could not be sent are load that never came. */
const DROPPED_SHARE = 0.01;

export type Watched = Readonly<{
  phase: string;
  /** The seconds in which load was on. */
  samples: readonly RigSample[];
  promises: readonly Verdict[];
  counts: Readonly<{ iterations: number; dropped: number }>;
  broke: string | undefined;
  /** Whether generator and platform share the processors: then an idle share tells of both. */
  sharesMachine: boolean;
}>;

/** Iterations that were run, and those that could not be sent, by k6's own count. */
export const countsOf = (metrics: Summary['metrics']): Watched['counts'] => ({
  iterations: metrics['iterations']?.['count'] ?? 0,
  dropped: metrics['dropped_iterations']?.['count'] ?? 0,
});

export function doubtsOf(watched: Watched): readonly Doubt[] {
  const { phase, broke, promises } = watched;
  const doubt = (kind: Doubt['kind'], sentence: string): Doubt => ({ kind, phase, sentence });
  const doubts: Doubt[] = [];
  if (broke !== undefined) doubts.push(doubt('crashed', broke));
  const empty = promises.filter(({ samples }) => samples === 0);
  if (empty.length > 0)
    doubts.push(doubt('empty metrics', `nothing was measured of ${empty.map(({ metric }) => metric).join(', ')}`));
  return [...doubts, ...loadDoubts(watched, doubt), ...rigDoubts(watched, doubt)];
}

type Make = (kind: Doubt['kind'], sentence: string) => Doubt;

function loadDoubts({ counts: { iterations, dropped } }: Watched, doubt: Make): readonly Doubt[] {
  const wanted = iterations + dropped;
  if (wanted === 0) return [doubt('empty metrics', 'nobody came: not one iteration was run')];
  if (dropped / wanted <= DROPPED_SHARE) return [];
  const share = ((dropped / wanted) * 100).toFixed(1);
  return [
    doubt('load not reached', `${dropped} of ${wanted} arrivals (${share} %) could not be sent: all virtual users were busy`),
  ];
}

function rigDoubts({ samples, sharesMachine }: Watched, doubt: Make): readonly Doubt[] {
  const doubts: Doubt[] = [];
  const idle = leastMean(
    samples.map(({ idle: share }) => share),
    WINDOW_SECONDS,
  );
  if (idle !== null && idle < LEAST_IDLE) {
    const whose = sharesMachine ? 'generator and platform together' : 'the generator';
    doubts.push(
      doubt('generator saturated', `${whose} left ${(idle * 100).toFixed(0)} % of the processors idle, over ${WINDOW_SECONDS} s`),
    );
  }
  const lost = sum(samples.map(({ udp }) => udp.bufferErrors));
  const received = sum(samples.map(({ udp }) => udp.receivedPerSecond));
  if (lost > received * 0.001 && lost > 10)
    doubts.push(
      doubt('generator saturated', `${lost} datagrams found a full socket buffer on this machine (net.core.rmem_default)`),
    );
  const foreign = mean(samples.map(({ foreignCores }) => foreignCores));
  if (foreign > FOREIGN_CORES) {
    const names = [...new Set(samples.flatMap(({ busiestForeign }) => busiestForeign ?? []))].slice(0, 3).join(', ');
    doubts.push(doubt('foreign load', `others used ${foreign.toFixed(2)} cores of this machine (${names})`));
  }
  const drift =
    Math.max(0, ...samples.map(({ clockDriftMs }) => Math.abs(clockDriftMs))) - Math.abs(samples[0]?.clockDriftMs ?? 0);
  if (drift > CLOCK_DRIFT_MS)
    doubts.push(doubt('clock', `the wall clock was moved by ${drift.toFixed(0)} ms while it was measured by`));
  return doubts;
}
