/** How far clocks are off, and what is made of it (CERT-In Directions of 28 April 2022, rule i). */

/** From these, or from what is traceable to them. */
export const nationalTimeServers: readonly string[] = ['samay1.nic.in', 'samay2.nic.in', 'time.nplindia.org'];

/** More than this alarms. */
export const MOST_OFF_MS = 1_000;
/** A reading is old after as many. It is taken once a minute. */
export const CLOCK_SILENT_SECONDS = 300;

/** `answer`: null when it gave none that could be believed. Milliseconds, whole. */
export type SourceReading = Readonly<{
  host: string;
  answer: Readonly<{ offsetMs: number; delayMs: number; stratum: number }> | null;
}>;

export type ClockReading = Readonly<{
  sources: readonly SourceReading[];
  /** What must be added to the worker's clock; null when no source answered. */
  offsetMs: number | null;
  /** What must be added to the worker's clock to be that of the database. */
  databaseOffsetMs: number;
}>;

/** The one in the middle: a single server that lies moves nothing where there are three. */
export function offsetOf(sources: readonly SourceReading[]): number | null {
  const offsets = sources.flatMap(({ answer }) => (answer ? [answer.offsetMs] : [])).sort((one, other) => one - other);
  return offsets[Math.floor((offsets.length - 1) / 2)] ?? null;
}

export type ClockFault = 'worker' | 'database';

/** Whose clock is off by more than a second, as far as anybody can tell. */
export function clockFaults({ offsetMs, databaseOffsetMs }: Pick<ClockReading, 'offsetMs' | 'databaseOffsetMs'>): ClockFault[] {
  const database = databaseOffsetMs - (offsetMs ?? 0);
  return [
    ...(Math.abs(offsetMs ?? 0) > MOST_OFF_MS ? (['worker'] as const) : []),
    ...(Math.abs(database) > MOST_OFF_MS ? (['database'] as const) : []),
  ];
}
