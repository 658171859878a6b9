import fc from 'fast-check';
import { expect, it } from 'vitest';
import { committedInputs } from '../testing/committed-inputs.ts';
import { largestRoom, measuredWork, planAudience } from './audience-plan.ts';
import { mediaBasisOf } from './media-plan.ts';

const inputs = await committedInputs();
const basis = mediaBasisOf(inputs);
const run = inputs.runs.find(({ scenario, participants }) => scenario === 'webinar' && participants === 201)!;
const work = measuredWork(run)!;

it('of the people that a run had sends what the run sent', () => {
  expect(planAudience(basis, work, run.participants).bitsPerSecond.expected).toBeCloseTo(run.media!.bytesOutPerSecond! * 8, 0);
});

it('never needs fewer servers, or fewer rupees, for more people', () => {
  const people = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(people, people, (some, more) => {
      const [small, large] = [planAudience(basis, work, some), planAudience(basis, work, some + more)];
      expect(large.nodes.expected).toBeGreaterThanOrEqual(small.nodes.expected);
      expect(large.rupees.expected).toBeGreaterThanOrEqual(small.rupees.expected);
    }),
  );
});

it('is paid as servers with one spare, and bandwidth', () => {
  const { rupees, nodesWithOneSpare, bitsPerSecond } = planAudience(basis, work, 1000);
  const { machines, bandwidth } = inputs.prices;
  const servers = nodesWithOneSpare.expected * machines.media.rupeesPerMonth.expected;
  expect(rupees.expected).toBeCloseTo(servers + (bitsPerSecond.expected / 1e6) * bandwidth.rupeesPerMegabitMonth.expected, 3);
});

it('knows no work where packets or bytes were not counted, or nobody was there', () => {
  const { media: _, ...unseen } = run;
  expect(measuredWork(unseen)).toBeNull();
  expect(measuredWork({ ...run, media: { packetsOutPerSecond: 1, packetsInPerSecond: 1 } })).toBeNull();
  expect(measuredWork({ ...run, participants: 0 })).toBeNull();
});

it('holds a room that is bound by the network where packets cost next to nothing', () => {
  const room = largestRoom(basis, { ...work, features: { ...work.features, packetsOut: 1e-9, participants: 1e-9 } });
  const { gigabitsPerSecond } = inputs.prices.machines.media;
  expect(room.expected).toBe(Math.floor((gigabitsPerSecond * 1e9 * inputs.prices.usableNetworkShare) / work.bitsOut));
  const { low, expected, high } = largestRoom(basis, work);
  expect(low).toBeLessThanOrEqual(expected);
  expect(expected).toBeLessThanOrEqual(high);
});
