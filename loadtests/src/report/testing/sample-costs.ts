/** Made-up costs of a webinar run, and what an earlier one had. Nothing here was measured. */
import type { ComparedFigure, Comparison, Cost, PromiseResult } from '../report.ts';
import { madeUpPromises } from './sample-promises.ts';

const webinar = { scenario: 'webinar', phase: 'webinar, 201 participants in 1 room', slices: 8, isHeld: true } as const;
const storm = { scenario: 'join-storm', phase: 'join-storm, 100 joins a second at the peak', slices: 2, isHeld: true } as const;

export const madeUpCosts: readonly Cost[] = [
  {
    ...webinar,
    id: 'webinar.media-cpu-per-participant',
    what: 'CPU of the media servers per participant',
    unit: 'm-cores',
    value: 2.61,
    relativeError: 0.011,
  },
  {
    ...webinar,
    id: 'webinar.media-cpu-per-packet',
    what: 'CPU of the media servers per forwarded packet',
    unit: 'µs',
    value: 12.3,
    relativeError: 0.009,
  },
  {
    ...webinar,
    id: 'webinar.media-memory-per-participant',
    what: 'Memory of the media servers per participant',
    unit: 'MB',
    value: 2.04,
    relativeError: 0.002,
  },
  {
    ...storm,
    id: 'join-storm.portal-cpu-per-join',
    what: 'CPU of the portal per join a second',
    unit: 'm-cores',
    value: 4.4,
    relativeError: null,
  },
];

type Figures = Pick<ComparedFigure, 'then' | 'now' | 'ratio' | 'low' | 'high'>;

/** One that is dearer, one that is as it was, one that is cheaper, and one whose spread is not known. */
export function madeUpBaseline(sameRig: boolean): Comparison {
  return {
    baselines: [
      { runId: 'made-up-last-week', commit: '0d04b3e' },
      { runId: 'made-up-yesterday', commit: '0d04b3e' },
    ],
    sameRig,
    rows: [
      ...madeUpCosts.map((cost, at) => gated(cost, COSTS[at] ?? UNCHANGED)),
      ...madeUpPromises(false).flatMap((promise) => {
        const figures = PROMISES[promise.id];
        return figures === undefined ? [] : [promised(promise, figures)];
      }),
    ],
  };
}

const UNCHANGED: Figures = { then: 1, now: 1, ratio: 1, low: null, high: null };
const COSTS: readonly Figures[] = [
  { then: 2.58, now: 2.61, ratio: 1.012, low: 0.98, high: 1.04 },
  { then: 10.8, now: 12.3, ratio: 1.139, low: 1.11, high: 1.17 },
  { then: 2.4, now: 2.04, ratio: 0.85, low: 0.84, high: 0.86 },
  { then: 4.31, now: 4.4, ratio: 1.021, low: null, high: null },
];

function gated({ id, phase, what, unit }: Cost, figures: Figures): ComparedFigure {
  return { isGated: true, id, phase, sentence: what, metric: id, bound: null, unit, ...figures };
}

const PROMISES: Readonly<Record<string, Figures>> = {
  'join-time': { then: 801.2, now: 731.4, ratio: 0.913, low: 0.87, high: 0.96 },
  'audio-loss': { then: 0.0304, now: 0.0312, ratio: 1.026, low: 0.81, high: 1.24 },
  'video-delay': { then: 86.1, now: 97.25, ratio: 1.13, low: 1.08, high: 1.17 },
  'video-rate': { then: 1701, now: 1698.4, ratio: 0.998, low: null, high: null },
};

function promised({ id, scenario, sentence, metric, bound, unit }: PromiseResult, figures: Figures): ComparedFigure {
  return { isGated: false, id, phase: scenario, sentence, metric, bound, unit, ...figures };
}
