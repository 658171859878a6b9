import { describe, expect, it } from 'vitest';
import { costsOf } from './costs.ts';
import type { Measured } from './measure.ts';
import { madeUpStorm, madeUpWebinar } from './testing/sample-measured.ts';
import { madeUpRig } from './testing/sample-parts.ts';

const even = () => ({ cores: 0.022, packets: 2000 });
const costs = (run: Measured) => new Map(costsOf(run, madeUpRig).map((cost) => [cost.id, cost]));
/** Rounded, since the order of adding up shows in the last digit. */
const figures = (run: Measured) => costsOf(run, madeUpRig).map(({ id, unit, value }) => [id, Number(value.toFixed(6)), unit]);

describe('the costs of a phase', () => {
  it('of media are CPU and memory of the servers for each participant, and CPU for each packet', () =>
    expect(figures(madeUpWebinar(50, even))).toEqual([
      ['webinar.media-cpu-per-participant', 2, 'm-cores'],
      ['webinar.media-cpu-per-packet', 11, 'µs'],
      ['webinar.media-memory-per-participant', 10, 'MB'],
    ]));
  it('of joins are CPU of the portal and of the database for each join a second', () =>
    expect(figures(madeUpStorm(40))).toEqual([
      ['join-storm.portal-cpu-per-join', 5, 'm-cores'],
      ['join-storm.database-cpu-per-join', 2, 'm-cores'],
    ]));
  it('say of which phase, with its size', () =>
    expect(costs(madeUpWebinar(50, even)).get('webinar.media-cpu-per-packet')).toMatchObject({
      scenario: 'webinar',
      phase: 'webinar, 11 participants in 1 room',
    }));
  it('are none of what was not seen', () => {
    expect(costs(madeUpWebinar(50, () => ({ cores: 0, packets: 2000 }))).has('webinar.media-cpu-per-packet')).toBe(false);
    expect(costs(madeUpWebinar(50, () => ({ cores: 0.02, packets: 0 }))).has('webinar.media-cpu-per-packet')).toBe(false);
  });
  it('are none of a phase that was never steady', () => expect(costs(madeUpWebinar(12, even)).size).toBe(0));
});

describe('the spread of a cost', () => {
  const perPacket = (run: Measured) => costs(run).get('webinar.media-cpu-per-packet');

  it('is that of its slices: none where the load is even', () => {
    expect(perPacket(madeUpWebinar(50, even))?.relativeError).toBeCloseTo(0, 10);
    expect(perPacket(madeUpWebinar(50, even))?.slices).toBe(8);
  });
  it('grows with what comes and goes over seconds', () => {
    const uneven = perPacket(madeUpWebinar(50, (second) => ({ cores: second < 25 ? 0.02 : 0.03, packets: 2000 })));
    expect(uneven?.relativeError).toBeGreaterThan(0.05);
  });
  it('does not mistake more work for dearer work', () => {
    const busier = perPacket(madeUpWebinar(51, (second) => ({ cores: 0.001 * second, packets: 100 * second })));
    expect(busier?.relativeError).toBeLessThan(0.01);
  });
  it('is not known of a phase that was short', () =>
    expect(perPacket(madeUpWebinar(18, even))).toMatchObject({ relativeError: null, slices: 2 }));
});
