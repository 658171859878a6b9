/** Sends the log to a receiver as it grows: every entry that a signed head stands for, in the order of the tree, at least once. */
import { findCheckpoint } from '@sabha/db/stores/audit-log';
import { findStream, holdStream, insertStream, letGoOfStream, listTree, moveStream } from '@sabha/db/stores/audit-streams';
import type { ExportedEntry } from '@sabha/domain/audit/export/entry';
import { setTimeout as wait } from 'node:timers/promises';
import { actIfNeeded } from '../../core/act-if-needed.ts';
import { systemContext } from '../../core/context.ts';
import type { Services } from '../../core/services.ts';
import { exportedEntry } from '../exported.ts';
import type { Destination } from './destination.ts';

export type RunningStream = Readonly<{
  /** Lets the batch that is on its way arrive, as far as `graceMs` reaches; what was cut off is sent again. */
  close(graceMs?: number): Promise<void>;
}>;

/** In milliseconds, but for `entries`. */
export type StreamPace = Readonly<{
  /** Of one batch: what is in memory at once. */
  entries: number;
  idle: number;
  firstRetry: number;
  longestRetry: number;
  /** Who is further behind than that is an error for the operator. */
  behind: number;
}>;

const usual: StreamPace = { entries: 500, idle: 2_000, firstRetry: 1_000, longestRetry: 60_000, behind: 5 * 60_000 };
/** Longer than any batch takes. A worker that died is replaced after that. */
const HOLD_MS = 3 * 60_000;

type Parts = Readonly<{ services: Services; destination: Destination; holder: string; pace: StreamPace }>;

/** Runs until it is closed. One worker of all sends to a receiver; the others wait for it to let go. */
export function startStream(
  services: Services,
  destination: Destination,
  { holder = crypto.randomUUID(), ...pace }: Partial<StreamPace> & Readonly<{ holder?: string }> = {},
): RunningStream {
  const stream = new Stream({ services, destination, holder, pace: { ...usual, ...pace } });
  stream.begin();
  return stream;
}

class Stream implements RunningStream {
  readonly #parts: Parts;
  #isOver = false;
  #failures = 0;
  /** Delivered, and not known to have arrived. */
  #pending: Readonly<{ from: number; to: number }> | null = null;
  /** Once a turn is enough. */
  #hasTold = false;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#turn = this.#take().finally(() => {
      if (!this.#isOver) this.#timer = setTimeout(() => this.begin(), this.#pause());
    });
  }

  async close(graceMs = 1_500): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await Promise.race([this.#turn, wait(graceMs, undefined, { ref: false })]);
    const { services, destination, holder } = this.#parts;
    await letGoOfStream(services.db, { name: destination.name, holder }).catch((err: unknown) => {
      services.log.warn({ err, stream: destination.name }, 'a stream of the audit log was not let go of');
    });
  }

  #pause(): number {
    const { idle, firstRetry, longestRetry } = this.#parts.pace;
    return this.#failures === 0 ? idle : Math.min(firstRetry * 2 ** (this.#failures - 1), longestRetry);
  }

  async #take(): Promise<void> {
    const { services, destination } = this.#parts;
    this.#hasTold = false;
    try {
      while (!this.#isOver && (await this.#sendNext()));
    } catch (err) {
      this.#failures += 1;
      this.#pending = null;
      const about = { err, stream: destination.name, failures: this.#failures, code: 'audit.stream_away' };
      services.log.warn(about, 'the audit log did not reach a receiver');
    }
  }

  /** False when there is nothing to send, or another worker sends it. */
  async #sendNext(): Promise<boolean> {
    const { services, destination, holder, pace } = this.#parts;
    const { db, clock } = services;
    const { name } = destination;
    const cursor = (await findStream(db, name)) ?? (await this.#beginAnew());
    const until = new Date(clock().getTime() + HOLD_MS);
    if (!(await holdStream(db, { name, holder, now: clock(), until }))) return false;
    if (this.#pending?.from !== cursor) this.#pending = null;
    const from = this.#pending?.to ?? cursor;
    const size = (await findCheckpoint(db))?.size ?? 0;
    const entries = (await listTree(db, { from, size, limit: pace.entries })).map(exportedEntry);
    const [first] = entries;
    if (!first && this.#pending === null) return false;
    if (first) this.#tellHowFarBehind(first);
    requireNoGap(entries, from);
    await destination.deliver(entries);
    this.#failures = 0;
    const to = from + entries.length;
    const arrived = destination.acknowledges ? to : from;
    this.#pending = arrived === to ? null : { from: arrived, to };
    const isMoved = arrived === cursor || (await moveStream(db, { name, holder, from: cursor, to: arrived, at: clock() }));
    return isMoved && first !== undefined;
  }

  /** That the log goes somewhere from now on is an act, and stands in it. */
  async #beginAnew(): Promise<number> {
    const { services, destination } = this.#parts;
    const { name, kind, host } = destination;
    await actIfNeeded(systemContext(services, 'worker', 'audit-stream'), async ({ tx, record }, skip) => {
      if (!(await insertStream(tx, { name, at: services.clock() }))) return skip();
      record({ event: 'audit.stream_begun', outcome: 'ok', detail: { kind, host } });
    });
    return 0;
  }

  #tellHowFarBehind({ index, at }: ExportedEntry): void {
    const { services, destination, pace } = this.#parts;
    const ms = services.clock().getTime() - Date.parse(at);
    if (ms <= pace.behind || this.#hasTold) return;
    this.#hasTold = true;
    const about = { stream: destination.name, index, minutes: Math.floor(ms / 60_000), code: 'audit.stream_behind' };
    services.log.error(about, 'a receiver of the audit log is behind');
  }
}

/** The tree has no gap; whoever finds one looks at a database that somebody has cut. Nothing is sent beyond it. */
function requireNoGap(entries: readonly ExportedEntry[], from: number): void {
  const at = entries.findIndex(({ index }, place) => index !== from + place);
  if (at !== -1) throw new Error(`the log has no entry ${String(from + at)}`);
}
