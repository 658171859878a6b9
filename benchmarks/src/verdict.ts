/** The promises of docs/performance.md. kB are 1,000 bytes, as they come over the wire with their headers. */
export const promises = {
  door: { scriptBytes: 120_000, allBytes: 130_000, ratio: 1.2 },
  webinar: { allBytes: 60_000 },
  status: { allBytes: 60_000 },
  join: { ratio: 1.2 },
  /** At least 0.7 of the acts a second; memory that does not grow with the log. */
  audit: { ratio: 1 / 0.7, memoryRatio: 1.5 },
  /** At least 1,000 and 900 joins a second. */
  joinPath: { besideMsEach: 1000 / 1000, sharedMsEach: 1000 / 900, easedP99Ms: 100 },
  /** What our LiveKit file adds to the defaults costs at most a twentieth; two servers carry at least 1.9 times what one carries. */
  media: { settings: 1.05, delayMs: 200, nodes: 2 / 1.9 },
} as const;

export type Check = Readonly<{ promise: string; measured: number; atMost: number; unit: 'bytes' | 'times' | 'ms' }>;

export function isKept(check: Check): boolean {
  return Number.isFinite(check.measured) && check.measured <= check.atMost;
}

type Bytes = Readonly<{ script: number; all: number }>;

export function doorBudget(name: string, { script, all }: Bytes): readonly Check[] {
  return [
    { promise: `${name}: JavaScript`, measured: script, atMost: promises.door.scriptBytes, unit: 'bytes' },
    { promise: `${name}: in all`, measured: all, atMost: promises.door.allBytes, unit: 'bytes' },
  ];
}

export function webinarBudget(name: string, { all }: Bytes): readonly Check[] {
  return [{ promise: `${name}: in all`, measured: all, atMost: promises.webinar.allBytes, unit: 'bytes' }];
}

export function statusBudget(name: string, { all }: Bytes): readonly Check[] {
  return [{ promise: `${name}: in all`, measured: all, atMost: promises.status.allBytes, unit: 'bytes' }];
}

/** One line per promise, as a person reads it. */
export function verdictLine(check: Check): string {
  const show = (value: number) => shown[check.unit](value);
  return `${isKept(check) ? 'kept  ' : 'BROKEN'} ${check.promise}: ${show(check.measured)} (at most ${show(check.atMost)})`;
}

const shown: Readonly<Record<Check['unit'], (value: number) => string>> = {
  bytes: (value) => `${(value / 1000).toFixed(1)} kB`,
  times: (value) => `${value.toFixed(2)} x`,
  ms: (value) => `${value.toFixed(2)} ms`,
};
