/** SQLSTATE classes (PostgreSQL, appendix A): a value that cannot be stored, and one that may not stand beside what is stored. */
const OF_VALUES = /^2[23]/;

/**
 * Whether a statement failed by the values of one of its rows, and not because the database was away, busy or out of order. What
 * never reached it, like a text that cannot be sealed, is of values as well.
 */
export function isFaultOfValues(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && code.length === 5 && OF_VALUES.test(code)) return true;
  }
  return false;
}
