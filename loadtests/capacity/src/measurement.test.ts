import { describe, expect, it, test } from 'vitest';
import { observeMedia, observeMemory, observeRest } from './fit/observe.ts';
import { type Measurement, measurementFileSchema } from './measurement.ts';

/** All that a run can measure. */
const whole: Measurement = {
  id: '2026-11-27-webinar-200',
  scenario: 'webinar',
  measuredAt: '2026-11-27T02:00:00.000Z',
  rig: {
    cpu: 'AMD EPYC',
    cores: 2,
    kernel: '6.18',
    memoryBytes: 8e9,
    commit: '547ab8d',
    versions: { 'livekit-server': '1.13.5' },
    idleShare: 0.25,
  },
  seconds: 60,
  participants: 201,
  publishers: 1,
  rooms: 1,
  streamsOut: 400,
  mediaNodes: 1,
  media: {
    millicores: 500,
    memoryBytes: 4e8,
    packetsOutPerSecond: 49_000,
    packetsInPerSecond: 245,
    bytesOutPerSecond: 4e7,
    bytesInPerSecond: 2e5,
  },
  portal: { millicores: 100, memoryBytes: 2e8, joinsPerSecond: 5 },
  database: { millicores: 20, memoryBytes: 1e8, bytesPerJoin: 1800 },
  quality: { lossShare: 0, delayP95Ms: 80, joinP95Ms: 400, isClean: true },
};

describe('a file of runs', () => {
  it('holds one, or a list', () => {
    expect(measurementFileSchema.parse(whole)).toEqual([whole]);
    expect(measurementFileSchema.parse([whole, whole])).toHaveLength(2);
  });

  test.each<[what: string, run: unknown]>([
    ['that does not say whether it was clean', { ...whole, quality: {} }],
    ['without a rig', { ...whole, rig: undefined }],
    ['with a loss of more than all', { ...whole, quality: { isClean: false, lossShare: 1.1 } }],
    ['that cost less than nothing', { ...whole, media: { ...whole.media, millicores: -1 } }],
    ['of some day', { ...whole, measuredAt: 'yesterday' }],
  ])('is refused with a run %s', (_, run) => {
    expect(measurementFileSchema.safeParse(run).success).toBe(false);
  });
});

describe('what a run says', () => {
  it('of its servers, of the rest of its machine, and of memory', () => {
    expect(observeMedia([whole])).toMatchObject([{ cost: 500, features: { nodes: 1, participants: 201, packetsOut: 49_000 } }]);
    expect(observeRest([whole])).toMatchObject([{ cost: 1000 }]);
    expect(observeMemory([whole])).toMatchObject([{ cost: 4e8 }]);
  });

  test.each<[what: string, run: Measurement]>([
    ['it was not clean: what it dropped it did not pay for', { ...whole, quality: { isClean: false } }],
    ['it did not count its packets', { ...whole, media: { millicores: 500 } }],
    ['its people neither heard nor saw', { ...whole, media: { ...whole.media, packetsOutPerSecond: 20 } }],
    ['it was no run of media', { ...whole, media: undefined }],
  ])('is nothing where %s', (_, run) => {
    expect(observeMedia([run])).toEqual([]);
    expect(observeRest([run])).toEqual([]);
  });
});
