import { describe, expect, it } from 'vitest';
import type { RigSample } from '../rig/sampler.ts';
import { promiseOfMemory } from './growth.ts';

const parts = new Set(['portal', 'livekit', 'database']);
const database = 900e6;
/** @param bytes of each part in a second of the run */
const samples = (seconds: number, bytes: (second: number) => RigSample['residentBytes']) =>
  Array.from({ length: seconds }, (_, at) => ({ at, residentBytes: bytes(at) }) as unknown as RigSample);
const judge = (seconds: number, bytes: (second: number) => RigSample['residentBytes']) =>
  promiseOfMemory('soak', samples(seconds, bytes), parts);

describe('memory while the load stays the same', () => {
  it('is kept by a platform that holds what it held', () => {
    expect(judge(1200, () => ({ portal: 300e6, livekit: 110e6, database }))).toMatchObject({ met: true, value: 1, samples: 2 });
  });

  it('is kept by a heap that breathes', () => {
    const breathing = judge(1200, (second) => ({
      portal: second < 250 ? 320e6 - second * 1e6 : 320e6,
      livekit: 110e6,
      database,
    }));
    expect(breathing).toMatchObject({ met: true, value: 1 });
  });

  it('is broken by one part that grows, and it is named', () => {
    const grown = judge(1200, (second) => ({ portal: 300e6 + second * 200e3, livekit: 110e6, database }));
    expect(grown).toMatchObject({ met: false, sentence: expect.stringContaining('(most: portal)') as string });
  });

  it('is not broken by what holds next to nothing', () => {
    expect(judge(1200, (second) => ({ portal: 300e6, livekit: 5e6 + second * 10e3, database }))?.met).toBe(true);
  });

  it('is not judged by the database, whose processes share what each is counted for, nor by whoever loads', () => {
    const bytes = (second: number) => ({ portal: 300e6, livekit: 110e6, database: 1e6 * second, k6: 1e6 * second });
    expect(judge(1200, bytes)?.met).toBe(true);
  });

  it('is not kept where no part was seen', () => {
    expect(judge(1200, () => ({}))).toMatchObject({ met: false, value: null });
  });

  it('is broken by a part that was gone for a moment, and came back with less', () => {
    const restarted = judge(1200, (second) =>
      second === 700 ? { livekit: 110e6, database } : { portal: 300e6, livekit: 110e6, database },
    );
    expect(restarted).toMatchObject({
      met: false,
      sentence: expect.stringContaining('portal: not there all the time') as string,
    });
  });

  it('is not promised of a few minutes', () => {
    expect(judge(599, () => ({ portal: 300e6 }))).toBeNull();
  });
});
