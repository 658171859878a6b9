import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../lib/promise.ts';
import type { RigSample } from '../rig/sampler.ts';
import { doubtsOf, type Watched } from './doubts.ts';

const sample = (over: Partial<RigSample> = {}): RigSample => ({
  at: 0,
  cores: {},
  residentBytes: {},
  idle: 0.5,
  foreignCores: 0,
  busiestForeign: null,
  udp: { receivedPerSecond: 10_000, sentPerSecond: 10_000, bufferErrors: 0 },
  clockDriftMs: 0,
  ...over,
});
const seconds = (count: number, over: Partial<RigSample> = {}) => Array.from({ length: count }, () => sample(over));
const kept: Verdict = { id: 'a', sentence: 'A', metric: 'm', bound: 'rate==1', unit: '', value: 1, samples: 5, met: true };
const quiet: Watched = {
  phase: 'webinar',
  samples: seconds(20),
  promises: [kept],
  counts: { iterations: 100, dropped: 0 },
  broke: undefined,
  sharesMachine: true,
};
const kinds = (over: Partial<Watched>) => doubtsOf({ ...quiet, ...over }).map(({ kind }) => kind);

describe('a run', () => {
  it('on a quiet machine that measured what it promised is valid', () => expect(kinds({})).toEqual([]));

  it('is not valid when the processors were used up for five seconds in a row', () => {
    expect(kinds({ samples: [...seconds(10), ...seconds(5, { idle: 0.02 }), ...seconds(10)] })).toEqual(['generator saturated']);
  });
  it('bears a moment without idle time', () => {
    expect(kinds({ samples: [...seconds(10), ...seconds(2, { idle: 0 }), ...seconds(10)] })).toEqual([]);
  });
  it('is not valid when this machine dropped datagrams', () => {
    const udp = { receivedPerSecond: 10_000, sentPerSecond: 0, bufferErrors: 300 };
    expect(kinds({ samples: [...seconds(19), sample({ udp })] })).toEqual(['generator saturated']);
  });
  it('is not valid beside a compiler, and says so', () => {
    const [doubt] = doubtsOf({ ...quiet, samples: seconds(20, { foreignCores: 0.6, busiestForeign: 'cc1plus' }) });
    expect(doubt).toMatchObject({ kind: 'foreign load', sentence: expect.stringContaining('cc1plus') as string });
  });
  it('is not valid when the clock was moved meanwhile, and is when it was moved before', () => {
    expect(kinds({ samples: [...seconds(10), ...seconds(10, { clockDriftMs: -3000 })] })).toEqual(['clock']);
    expect(kinds({ samples: seconds(20, { clockDriftMs: -3000 }) })).toEqual([]);
  });
  it('is not valid when a promise has no samples, though k6 let it pass', () => {
    expect(kinds({ promises: [kept, { ...kept, samples: 0, value: null }] })).toEqual(['empty metrics']);
  });
  it('is not valid when nobody came', () => expect(kinds({ counts: { iterations: 0, dropped: 0 } })).toEqual(['empty metrics']));
  it('is not valid when the load could not be sent', () => {
    expect(kinds({ counts: { iterations: 90, dropped: 10 } })).toEqual(['load not reached']);
    expect(kinds({ counts: { iterations: 995, dropped: 5 } })).toEqual([]);
  });
  it('is not valid when k6 broke', () => expect(kinds({ broke: 'k6 ended with code 107' })).toEqual(['crashed']));
});
