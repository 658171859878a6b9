import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../simulate/random.ts';
import { costOf, estimateCost, fitModel, type Observation } from './fit-model.ts';
import type { Features, Term } from './terms.ts';

const known: Readonly<Record<Term, number>> = {
  nodes: 120,
  packetsOut: 0.009,
  packetsIn: 0.004,
  streamsOut: 0,
  participants: 0.6,
  publishers: 0,
};

/** Fifteen loads from a few to many people, in meetings and webinars, so that no term is a multiple of another. */
const loads: readonly Features[] = [20, 50, 90, 160, 240].flatMap((participants) => [
  { nodes: 1, participants, publishers: 1, streamsOut: participants * 2, packetsOut: participants * 245, packetsIn: 245 },
  {
    nodes: 1,
    participants,
    publishers: participants,
    streamsOut: participants * 8,
    packetsOut: participants * 980,
    packetsIn: participants * 321,
  },
  {
    nodes: 2,
    participants,
    publishers: participants / 2,
    streamsOut: participants * 20,
    packetsOut: participants * 400,
    packetsIn: participants * 50,
  },
]);

function observe(noise: (at: number) => number): readonly Observation[] {
  return loads.map((features, at) => ({
    id: `run ${at}`,
    configuration: `configuration ${at}`,
    features,
    cost: costOf(known, features) * (1 + noise(at)),
  }));
}

/** Each load several times, with an error of five percent. */
function observeNoisily(seed: number, repeats: number): readonly Observation[] {
  const random = randomFrom(seed);
  return Array.from({ length: repeats }, () => observe(() => 0.05 * random.normal())).flat();
}

describe('a model', () => {
  it('finds the coefficients that made the figures', () => {
    const { coefficients } = fitModel(observe(() => 0));
    for (const [term, value] of Object.entries(known)) expect(coefficients[term as Term]).toBeCloseTo(value, 4);
  });

  it('finds them through noise of five percent, and knows how noisy it was', () => {
    const model = fitModel(observeNoisily(1, 8));
    expect(Math.abs(model.coefficients.packetsOut / known.packetsOut - 1)).toBeLessThan(0.25);
    for (const load of loads) expect(Math.abs(costOf(model.coefficients, load) / costOf(known, load) - 1)).toBeLessThan(0.04);
    expect(Math.abs(model.relativeSpread - 0.05)).toBeLessThan(0.01);
  });

  it('holds nine in ten fresh runs in its range', () => {
    const model = fitModel(observeNoisily(1, 8));
    const fresh = observeNoisily(2, 40);
    const inside = fresh.filter(({ features, cost }) => {
      const { low, high } = estimateCost(model, features);
      return low <= cost && cost <= high;
    });
    expect(Math.abs(inside.length / fresh.length - 0.9)).toBeLessThan(0.04);
  });

  it('takes repeats of one configuration for what they are, and fits one term', () => {
    const [first] = observe(() => 0);
    const model = fitModel([first!, { ...first!, id: 'again', cost: first!.cost * 1.1 }]);
    expect(model.terms).toEqual(['packetsOut']);
    expect(model.degreesOfFreedom).toBe(1);
  });

  it('never costs less than nothing, whatever was measured', () => {
    const costs = fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(costs, (measured) => {
        const model = fitModel(observe(() => 0).map((run, at) => ({ ...run, cost: measured[at]! })));
        expect(Object.values(model.coefficients).every((value) => value >= 0)).toBe(true);
        for (const load of loads) {
          const { low, expected, high } = estimateCost(model, load);
          expect(low).toBeLessThanOrEqual(expected);
          expect(expected).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with one run: nothing would say how far off it is', () => {
    expect(() => fitModel(observe(() => 0).slice(0, 1))).toThrow(RangeError);
  });
});

// Table of t, 0.95: the first ten are listed in the code, the others come from the expansion.
