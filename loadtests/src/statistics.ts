/** Nearest-rank percentile. @throws RangeError on nothing */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a percentile of nothing');
  return value;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** 0 of nothing. */
export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);

/** The least mean of any `length` values in a row; null where there are fewer. */
export function leastMean(values: readonly number[], length: number): number | null {
  const means = values.slice(length - 1).map((_, at) => mean(values.slice(at, at + length)));
  return means.length === 0 ? null : Math.min(...means);
}
