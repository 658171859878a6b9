import { describe, expect, it, test } from 'vitest';
import { committedInputs } from '../testing/committed-inputs.ts';
import { arrivedShare, clockOf, comingShare, minuteOf, minutesOfDay, presentShare, runningShare } from './day-curve.ts';
import { assumedGroups, type Demand, demandSchema, shareBySite, shareByState } from './demand.ts';
import { workOf } from './room-work.ts';

const { demand } = await committedInputs();
const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

const kind: Demand['kinds'][number] = {
  id: 'meeting-5',
  source: 'test',
  share: 1,
  size: 5,
  publishers: 5,
  minutes: 30,
  delivery: 'webrtc',
  pinnedShare: 0,
  recordedShare: 0,
  sees: { high: 1, medium: 3, low: 0, sound: 4 },
};
/** All start at 10:00; half come in the five minutes before, half in the five after. */
const simple: Demand = {
  ...demand,
  starts: { source: 'test', share: { '10:00': 1 } },
  arrivals: { source: 'test', curve: [[-5, 0], [0, 0.5], [5, 1]] },
  kinds: [kind],
}; // prettier-ignore

describe('a demand', () => {
  test.each<[what: string, change: (demand: Demand) => unknown]>([
    ['kinds that make more than all', (it) => ({ ...it, kinds: [...it.kinds, kind] })],
    ['starts that make less than all', (it) => ({ ...it, starts: { ...it.starts, share: { '10:00': 0.9 } } })],
    ['arrivals that go back', (it) => ({ ...it, arrivals: { ...it.arrivals, curve: [[0, 0], [1, 0.6], [2, 0.5], [3, 1]] } })],
    ['a state that no site serves', (it) => ({ ...it, sites: { ...it.sites, serve: { del1: ['IN-DL'] } } })],
    ['a state that two sites serve', (it) => ({ ...it, sites: { ...it.sites, serve: { ...it.sites.serve, two: ['IN-DL'] } } })],
    ['a state that India does not have', (it) => ({ ...it, states: { ...it.states, millions: { 'IN-XX': 1 } } })],
    ['more publishers than participants', (it) => ({ ...it, kinds: [{ ...kind, publishers: 6 }] })],
    ['no source', (it) => ({ ...it, streams: { layers: it.streams.layers } })],
  ])('is refused with %s', (_, change) => {
    expect(demandSchema.safeParse(demand).success).toBe(true);
    expect(demandSchema.safeParse(change(demand)).success).toBe(false);
  }); // prettier-ignore

  it('is shared out whole, among states and among sites', () => {
    expect(total(shareBySite(demand).values())).toBeCloseTo(1, 9);
    expect(total(shareByState(demand).map(([, share]) => share))).toBeCloseTo(1, 9);
    expect(shareByState(demand)[0]![0]).toBe('IN-UP');
  });

  it('lists what is assumed, and not what is not', () => {
    const groups = assumedGroups(demand).join('\n');
    expect(groups).toContain('arrivals (assumed');
    expect(groups).not.toContain('participants');
  });
});

describe('the curve of a day', () => {
  test.each([
    [-6, 0],
    [-5, 0],
    [-2.5, 0.25],
    [0, 0.5],
    [2.5, 0.75],
    [5, 1],
    [60, 1],
  ])('%f minutes after the start a share of %f is there', (minutes, share) => {
    expect(arrivedShare(simple, minutes)).toBeCloseTo(share, 9);
  });

  test.each([
    ['09:54', 0, 0],
    ['09:55', 0, 1],
    ['10:00', 0.5, 1],
    ['10:05', 1, 1],
    ['10:29', 1, 1],
    ['10:30', 0, 0],
  ])('at %s a share of %f is present, and %f of the meetings run', (clock, present, running) => {
    expect(presentShare(simple, kind, minuteOf(clock))).toBeCloseTo(present, 9);
    expect(runningShare(simple, kind, minuteOf(clock))).toBe(running);
  });

  it('lets all come, each once', () => {
    const everyMinute = [...minutesOfDay.map((now) => comingShare(demand, now))];
    expect(total(everyMinute)).toBeCloseTo(1, 9);
    expect(clockOf(everyMinute.indexOf(Math.max(...everyMinute)))).toMatch(/^(?:09:58|09:59|10:00|10:01)$/);
  });
});

describe('the work of a meeting', () => {
  it('is what its people send and see', () => {
    // 5 x (195 + 3 x 52 + 4 x 50) out, 5 x (195 + 52 + 24 + 50) in
    expect(workOf(simple, kind, 5).features).toEqual({
      nodes: 0,
      participants: 5,
      publishers: 5,
      streamsOut: 5 * 8,
      packetsOut: 2755,
      packetsIn: 1605,
    });
    expect(workOf(simple, kind, 5).bitsOut).toBe(5 * (1_704_000 + 3 * 452_000 + 4 * 35_000));
  });

  it('sends nothing to one who is alone, and half of it where two of four others are there', () => {
    expect(workOf(simple, kind, 1).features.packetsOut).toBe(0);
    expect(workOf(simple, kind, 3).features.packetsOut).toBeCloseTo(3 * 551 * 0.5, 9);
  });

  it('of a webinar grows by its viewers alone', () => {
    const webinar = { ...kind, size: 300, publishers: 1, sees: { high: 1, medium: 0, low: 0, sound: 1 } };
    const [small, large] = [workOf(simple, webinar, 100), workOf(simple, webinar, 200)];
    expect(small.features).toMatchObject({ packetsOut: 24_500, packetsIn: 321, publishers: 1 });
    expect(large.features).toMatchObject({ packetsOut: 49_000, packetsIn: 321, publishers: 1 });
  });
});
