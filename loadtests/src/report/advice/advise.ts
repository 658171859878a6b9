/** From a run's measurements to what to buy. All arithmetic is the capacity model's. */
import type { Measurement } from '@sabha/capacity/measurement';
import { mediaBasisOf, type MediaBasis } from '@sabha/capacity/plan/media-plan';
import type { PlanInputs } from '@sabha/capacity/plan/plan';
import { adviseOnJoins } from './advise-on-joins.ts';
import { adviseOnMedia, describeBasis } from './advise-on-media.ts';
import { type Advice, noAdvice } from './advice.ts';

/** `runs`: those of earlier reports. */
export type AdviceInputs = Omit<PlanInputs, 'demand'>;

const NOT_CLEAN =
  'No run of it was clean. A platform that is overloaded drops packets and people, and what it drops costs it nothing: its figures would be too low.';

/** From what was measured and clean alone; what else was measured is named as withheld. */
export function advise(inputs: AdviceInputs, measured: readonly Measurement[]): Advice {
  const runs = [...inputs.runs, ...measured].filter(isClean);
  const own = measured.filter(isClean);
  const basis = basisOf({ ...inputs, runs });
  const ofMedia = [...Map.groupBy(own.filter(hasMedia), ({ scenario }) => scenario)].map(([scenario, clean]) =>
    adviseOnMedia({ basis, scenario, clean, broken: measured.filter((run) => run.scenario === scenario && !isClean(run)) }),
  );
  const media = ofMedia.flatMap((one) => ('audiences' in one ? [one] : []));
  const joins = adviseOnJoins({ ...inputs, runs }, own);
  const known = new Set(own.map(({ scenario }) => scenario));
  const unclean = [...new Set(measured.map(({ scenario }) => scenario))].filter((scenario) => !known.has(scenario));
  if (media.length === 0 && joins === null && unclean.length === 0 && ofMedia.length === 0) return noAdvice;
  const { date, source } = inputs.prices;
  return {
    prices: media.length === 0 && joins === null ? null : { date, source },
    mediaBasis: basis === null || media.length === 0 ? null : describeBasis(basis, { ...inputs, runs }, own),
    media,
    joins,
    withheld: [
      ...unclean.map((scenario) => ({ scenario, why: NOT_CLEAN })),
      ...ofMedia.flatMap((one) => ('why' in one ? [one] : [])),
    ],
  };
}

const isClean = ({ quality }: Measurement): boolean => quality.isClean;
const hasMedia = ({ media }: Measurement): boolean => media !== undefined;

function basisOf(inputs: AdviceInputs): MediaBasis | null {
  try {
    return mediaBasisOf(inputs);
  } catch (error) {
    if (error instanceof RangeError) return null; // too few to say anything
    throw error;
  }
}
