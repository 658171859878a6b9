/** A figure with its uncertainty. Parts of one plan rest on the same fit, so they err together: bounds add, they do not cancel. */
export type Estimate = Readonly<{ low: number; expected: number; high: number }>;

export const exactly = (value: number): Estimate => ({ low: value, expected: value, high: value });

/** Applies a function that never falls, such as rounding up or adding spares. */
export function mapEstimate({ low, expected, high }: Estimate, rising: (value: number) => number): Estimate {
  return { low: rising(low), expected: rising(expected), high: rising(high) };
}

export function add(...parts: readonly Estimate[]): Estimate {
  return combine(parts, (values) => values.reduce((sum, value) => sum + value, 0));
}

/** Both not negative. */
export function multiply(one: Estimate, other: Estimate): Estimate {
  return { low: one.low * other.low, expected: one.expected * other.expected, high: one.high * other.high };
}

/** Dividend not negative, divisor above nothing: the lowest quotient is that of the highest divisor. */
export function divide(dividend: Estimate, divisor: Estimate): Estimate {
  return { low: dividend.low / divisor.high, expected: dividend.expected / divisor.expected, high: dividend.high / divisor.low };
}

export function greatest(...parts: readonly Estimate[]): Estimate {
  return combine(parts, (values) => Math.max(...values));
}

function combine(parts: readonly Estimate[], fold: (values: readonly number[]) => number): Estimate {
  return {
    low: fold(parts.map(({ low }) => low)),
    expected: fold(parts.map(({ expected }) => expected)),
    high: fold(parts.map(({ high }) => high)),
  };
}
