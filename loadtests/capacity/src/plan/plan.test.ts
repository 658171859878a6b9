import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleDemand } from '../demand/demand.ts';
import type { Estimate } from '../estimate.ts';
import { committedInputs } from '../testing/committed-inputs.ts';
import { databaseBytes, joinCostOf, planJoins } from './join-plan.ts';
import { makePlan, type Plan } from './plan.ts';
import { scaleUpFactor } from './scale-up.ts';
import { loseSite } from './site-loss.ts';
import { planUnmeasured } from './unmeasured-plan.ts';

const inputs = await committedInputs();
const plan = makePlan(inputs);

/** Every figure with a range, wherever it is in the plan. */
function estimatesOf(value: unknown): readonly Estimate[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('low' in value && 'expected' in value && 'high' in value) return [value as Estimate];
  return (value instanceof Map ? [...value.values()] : Object.values(value)).flatMap(estimatesOf);
}

const nodesOf = ({ sites }: Plan) => [...sites.values()].reduce((sum, { media }) => sum + media.nodes.expected, 0);

describe('a plan', () => {
  it('puts what is expected between the low and the high, everywhere', () => {
    const all = estimatesOf([plan.sites, plan.bill, plan.databaseBytes, plan.scaleUp]);
    expect(all.length).toBeGreaterThan(50);
    for (const { low, expected, high } of all) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(expected);
      expect(expected).toBeLessThanOrEqual(high);
    }
  });

  it('never needs fewer servers, or fewer rupees, for more people', () => {
    const factors = fc.tuple(fc.double({ min: 1e-6, max: 2, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }));
    fc.assert(
      fc.property(factors, ([factor, more]) => {
        const small = makePlan({ ...inputs, demand: scaleDemand(inputs.demand, factor) });
        const large = makePlan({ ...inputs, demand: scaleDemand(inputs.demand, factor * more) });
        expect(nodesOf(large)).toBeGreaterThanOrEqual(nodesOf(small));
        expect(large.bill.total.expected).toBeGreaterThanOrEqual(small.bill.total.expected);
      }),
      { numRuns: 4 },
    );
  }, 20_000);

  it('of a town needs at least one server at each site, and a spare', () => {
    const small = makePlan({ ...inputs, demand: scaleDemand(inputs.demand, 1e-6) });
    expect(small.clusters).toBe(1);
    for (const { media } of small.sites.values()) {
      expect(media.nodes.expected).toBe(1);
      expect(media.nodesWithOneSpare.expected).toBe(2);
      expect(media.nodesWithTwoSpare.expected).toBe(3);
    }
  });

  it('is refused where the policy lets no media server be', () => {
    const { del1, ...sites } = inputs.policy.sites;
    expect(del1).toBeDefined();
    expect(() => makePlan({ ...inputs, policy: { ...inputs.policy, sites } })).toThrow('no media server be at del1');
  });

  it('sums its bill', () => {
    const { total, ...parts } = plan.bill;
    expect(Object.values(parts).reduce((sum, { high }) => sum + high, 0)).toBeCloseTo(total.high, 0);
  });
});

describe('a lost site', () => {
  it('counts each of its people once: moved, or refused for the pin, or for want of room', () => {
    for (const { displaced, moved, refusedByPin, refusedForRoom } of plan.losses) {
      expect(moved + refusedByPin + refusedForRoom).toBeCloseTo(displaced, 3);
      expect(refusedByPin).toBeGreaterThan(0);
    }
  });

  it('moves nobody where the others are full', () => {
    const { refusedForRoom, displaced, refusedByPin, moved } = loseSite('del1', plan.sites, {
      busiest: plan.busiest,
      usableMillicores: 0,
    });
    expect(moved).toBe(0);
    expect(refusedForRoom).toBeCloseTo(displaced - refusedByPin, 3);
  });

  it('is one of the plan', () => {
    expect(() => loseSite('nowhere', plan.sites, { busiest: plan.busiest, usableMillicores: 1 })).toThrow(RangeError);
  });
});

describe('the way in', () => {
  const settings = { ...inputs, cost: joinCostOf([], inputs.figures), joinsPerSecond: 1000 };

  it('is not measured as long as no run has measured it', () => {
    expect(
      joinCostOf(
        inputs.runs.map(({ portal: _, ...run }) => run),
        inputs.figures,
      ).isTimeMeasured,
    ).toBe(false);
    const run = {
      ...inputs.runs[0]!,
      portal: { millicores: 500, memoryBytes: 1, joinsPerSecond: 20 },
      database: { millicores: 100, memoryBytes: 1, bytesPerJoin: 2000 },
    };
    expect(joinCostOf([run], inputs.figures)).toMatchObject({
      isTimeMeasured: true,
      areBytesMeasured: true,
      portal: { expected: 25 },
      database: { expected: 5 },
    });
  });

  it('has cores for what comes: 1000 joins a second of 30 ms are 30 erlang', () => {
    const { portalCores } = planJoins(settings, 1);
    expect(portalCores.expected).toBeGreaterThan(30);
    expect(portalCores.expected).toBeLessThan(40);
  });

  it('makes people wait the longer, the less there is of it', () => {
    const waits = planJoins(settings, 1).rushes.map(({ burst }) => burst.longestWait);
    expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
    expect(waits.at(-1)).toBeGreaterThan(60);
  });

  it('fills the database: 5,000 bytes x 10 joins x 365 days x 3 copies', () => {
    expect(databaseBytes(inputs.figures, settings.cost, 10).expected).toBe(5_000 * 10 * 365 * 3);
  });
});

describe('what nobody measured', () => {
  it('is published arithmetic: 100 recordings x 4 processors / (16 x 0.8), 1 lakh viewers x 1.2 Mbit/s = 120 Gbit/s', () => {
    const { egressEngines, edgeBitsPerSecond, edges } = planUnmeasured(inputs, { recordings: 100, viewers: 100_000 });
    expect(egressEngines.expected).toBe(Math.ceil(400 / 12.8));
    expect(edgeBitsPerSecond.expected).toBe(120e9);
    expect(edges.expected).toBe(Math.ceil(120 / 17.5));
  });

  it('makes packets dearer on servers larger than the rig, and on no others', () => {
    const { media } = plan.model;
    expect(scaleUpFactor(media, inputs.figures.media, { cores: 2, rigCores: 2 })).toEqual({ low: 1, expected: 1, high: 1 });
    expect(scaleUpFactor(media, inputs.figures.media, { cores: 16, rigCores: 2 }).expected).toBeGreaterThan(1);
  });
});
