/** How far a figure may be off by chance: from equal slices of the one steady time in which it was measured (batch means). */
import { studentT } from '@sabha/capacity/fit/student-t';
import { mean, sum } from '../statistics.ts';

export type Sliced = Readonly<{
  /** Standard error of the figure, as a share of it; null where the time was too short to be sliced. */
  relativeError: number | null;
  slices: number;
}>;

export type Interval = Readonly<{ low: number; high: number }>;

/** With two, Student's t is so wide that nothing would ever be told apart. */
const LEAST_SLICES = 3;

export function sliced(values: readonly number[]): Sliced {
  const slices = values.length;
  const middle = mean(values);
  if (slices < LEAST_SLICES || middle <= 0) return { relativeError: null, slices };
  const variance = sum(values.map((value) => (value - middle) ** 2)) / (slices - 1);
  return { relativeError: Math.sqrt(variance / slices) / middle, slices };
}

/** Half the width of the 95 % that a figure is believed to lie in, as a share of it; null where it cannot be told. */
export function halfWidth({ relativeError, slices }: Sliced): number | null {
  if (relativeError === null || slices < LEAST_SLICES) return null;
  return relativeError * studentFor(slices);
}

/**
 * The 95 % of a ratio of two such figures; null where either has no spread. In logarithms, so that no end falls below nothing;
 * with the degrees of freedom of the run that has fewer slices, which errs towards the wider.
 */
export function intervalOfRatio(ratio: number, one: Sliced, other: Sliced): Interval | null {
  if (one.relativeError === null || other.relativeError === null) return null;
  const fewer = Math.min(one.slices, other.slices);
  if (fewer < LEAST_SLICES) return null;
  const wide = studentFor(fewer) * Math.hypot(one.relativeError, other.relativeError);
  return { low: ratio * Math.exp(-wide), high: ratio * Math.exp(wide) };
}

/** Plus and minus it holds 95 %. */
const studentFor = (slices: number): number => studentT(0.975, slices - 1);
