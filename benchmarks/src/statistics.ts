export type Spread = Readonly<{ median: number; min: number; max: number; runs: number }>;

/** Throws on an empty list: a figure that was never measured must not look like one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError('no value was measured');
  const upper = sorted[sorted.length >> 1] ?? max;
  const lower = sorted[(sorted.length - 1) >> 1] ?? min;
  return { median: (lower + upper) / 2, min, max, runs: sorted.length };
}

/** How many times as long as the floor: medians of one interleaved run, the only comparison that this harness makes. */
export function ratioOf(subject: Spread, floor: Spread): number {
  return subject.median / floor.median;
}
