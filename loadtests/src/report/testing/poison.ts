/** What a stranger who names a room, a target or a metric would try. */
export const POISON = '"\'><img src=x onerror=alert(1)></script><script>alert(2)</script><!--]]>\u2028\u202e\u0000\u001b[2J';

/** The same value with poison behind every text in it, and in every key of its records of free names. */
export function poison<Value>(value: Value, kept: (text: string) => boolean): Value {
  return spoil(value, kept) as Value;
}

function spoil(value: unknown, kept: (text: string) => boolean): unknown {
  if (typeof value === 'string') return kept(value) ? value : `${value}${POISON}`;
  if (Array.isArray(value)) return value.map((each) => spoil(each, kept));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each, kept)]));
}
