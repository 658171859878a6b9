import { describe, expect, it } from 'vitest';
import { measure } from './measure.ts';
import type { Rig } from './report.ts';
import { madeUpStorm } from './testing/sample-measured.ts';

const rig = { cpu: 'a processor', cores: 2, versions: {} } as unknown as Rig;
const bytesPerJoin = (seconds: number, databaseGrewBytes: number | null) =>
  measure({ ...madeUpStorm(seconds), databaseGrewBytes }, rig)?.database?.bytesPerJoin;

describe('what a join takes in the database', () => {
  it('is what the database grew by, for each of all who came', () => {
    expect(bytesPerJoin(119, 6_000_000)).toBe(5_000);
  });

  it('is not told of a few: other things are written meanwhile', () => {
    expect(bytesPerJoin(50, 6_000_000)).toBeUndefined();
  });

  it('is not told where the database could not be asked', () => {
    expect(bytesPerJoin(119, null)).toBeUndefined();
  });
});
