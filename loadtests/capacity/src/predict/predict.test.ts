import { describe, expect, it } from 'vitest';
import type { Measurement } from '../measurement.ts';
import { fitCapacity, predict } from './predict.ts';
import { validateEachConfiguration, validateEachScenario, validateHeldOut } from './validate.ts';

type Sketch = Readonly<{ scenario?: string; participants: number; perPerson?: number; cost?: number; isClean?: boolean }>;

/** A rig of 2 cores on which a packet costs the server `cost` us and the generator 10 us. */
function run({ scenario = 'webinar', participants, perPerson = 250, cost = 10, isClean = true }: Sketch): Measurement {
  const packetsOut = participants * perPerson;
  const millicores = (packetsOut * cost) / 1000;
  return {
    id: `${scenario}-${participants}`,
    scenario,
    measuredAt: '2026-11-27',
    rig: { cpu: 'test', cores: 2, versions: {}, idleShare: Math.max(0, 1 - (millicores + packetsOut / 100) / 2000) },
    participants,
    publishers: 1,
    streamsOut: participants * 2,
    rooms: 1,
    mediaNodes: 1,
    media: { millicores, packetsOutPerSecond: packetsOut, packetsInPerSecond: perPerson },
    quality: { isClean },
  };
}

const webinars = [100, 200, 300].map((participants) => run({ participants }));
const tooMuch = run({ participants: 400, isClean: false });
const meetings = [40, 80].map((participants) => run({ scenario: 'meeting-5', participants, perPerson: 1000 }));

describe('a prediction', () => {
  const model = fitCapacity([...webinars, tooMuch]);

  it('gives the cost of a load nobody ran', () => {
    const features = { nodes: 1, participants: 250, publishers: 1, streamsOut: 2, packetsOut: 62_500, packetsIn: 250 };
    const { millicores, millicoresPerParticipant } = predict(model, { features, cores: 2, isShared: true });
    expect(millicores.expected).toBeCloseTo(625, 6);
    expect(millicoresPerParticipant.expected).toBeCloseTo(2.5, 6);
  });

  it('puts the largest clean load between the last clean run and the first that was not', () => {
    const features = { nodes: 1, participants: 100, publishers: 1, streamsOut: 2, packetsOut: 25_000, packetsIn: 250 };
    const { largestCleanLoad } = predict(model, { features, cores: 2, isShared: true });
    expect(largestCleanLoad.expected).toBeCloseTo(350, 3);
    expect(largestCleanLoad.low).toBeCloseTo(300, 3);
    expect(largestCleanLoad.high).toBeCloseTo(400, 3);
  });

  it('holds more on cores of its own than on cores it shares with the load generator', () => {
    const features = { nodes: 1, participants: 100, publishers: 1, streamsOut: 2, packetsOut: 25_000, packetsIn: 250 };
    const alone = predict(model, { features, cores: 2, isShared: false }).largestCleanLoad;
    expect(alone.expected).toBeCloseTo(700, 3);
  });

  it('does not take a run that something else disturbed for the limit', () => {
    const disturbed = run({ participants: 200, isClean: false });
    expect(fitCapacity([...webinars, tooMuch, disturbed]).limit).toEqual(model.limit);
  });

  it('says so when nothing was ever driven until it broke', () => {
    expect(fitCapacity(webinars).limit).toMatchObject({ isBracketed: false, busyShare: { high: 1 } });
    expect(model.limit.isBracketed).toBe(true);
  });
});

describe('a validation', () => {
  it('is kept where meetings cost what webinars say', () => {
    const rows = validateHeldOut([...webinars, tooMuch, ...meetings], ({ scenario }) => scenario === 'meeting-5');
    expect(rows.map(({ quantity, verdict }) => [quantity, verdict])).toEqual([
      ['m-cores per participant', 'kept'],
      ['m-cores per participant', 'kept'],
      ['largest clean load', 'undecided'],
    ]);
    expect(rows[0]!.error).toBeCloseTo(0, 6);
  });

  it('is missed where they cost a fifth more', () => {
    const dearer = [40, 80].map((participants) => run({ scenario: 'meeting-5', participants, perPerson: 1000, cost: 12 }));
    const [row] = validateHeldOut([...webinars, ...dearer], ({ scenario }) => scenario === 'meeting-5');
    expect(row).toMatchObject({ verdict: 'missed' });
    expect(row!.error).toBeCloseTo(1 / 1.2 - 1, 6);
  });

  it('is missed where a load was clean that was said to be too much', () => {
    const larger = run({ scenario: 'meeting-5', participants: 120, perPerson: 1000 });
    const rows = validateHeldOut([...webinars, tooMuch, larger], ({ scenario }) => scenario === 'meeting-5');
    expect(rows.at(-1)).toMatchObject({ quantity: 'largest clean load', verdict: 'missed' });
  });

  it('of the largest load is kept where another scenario that broke says when', () => {
    const broken = run({ scenario: 'meeting-5', participants: 100, perPerson: 1000, isClean: false });
    const hold = (runs: readonly Measurement[]) => validateHeldOut(runs, ({ scenario }) => scenario === 'meeting-5').at(-1);
    expect(hold([...webinars, tooMuch, ...meetings, broken])).toMatchObject({ measured: '80 to 100', verdict: 'kept' });
    // None of the others broke: then 75 is a lower bound, which is right and proves nothing.
    expect(hold([...webinars, ...meetings, broken])).toMatchObject({ measured: '80 to 100', verdict: 'undecided' });
  });

  it('of each configuration leaves it out with all its repeats', () => {
    const again = webinars.map((one) => ({ ...one, id: `${one.id}-again` }));
    const rows = validateEachConfiguration([...webinars, ...again, ...meetings]);
    expect(rows.map(({ heldOut }) => heldOut)).toHaveLength(webinars.length + meetings.length);
    expect(rows.every(({ verdict, quantity }) => verdict === 'kept' && quantity === 'm-cores per participant')).toBe(true);
  });

  it('is undecided, not kept, where nothing is left to fit', () => {
    const rows = validateEachScenario(webinars);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ verdict }) => verdict === 'undecided')).toBe(true);
  });
});
