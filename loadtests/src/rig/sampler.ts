/** Looks at the machine once a second while a run goes on. What it costs is its own line: `runner`. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sum } from '../statistics.ts';
import { attribute } from './attribute.ts';
import {
  parseCpu,
  parseUdp,
  readProcesses,
  ticksPerSecond,
  type CpuTimes,
  type ProcessRow,
  type UdpCounts,
} from './process-table.ts';

/** Of the second that ended at `at` (seconds from the start of the run). */
export type RigSample = Readonly<{
  at: number;
  /** Cores used by each part. */
  cores: Readonly<Record<string, number>>;
  residentBytes: Readonly<Record<string, number>>;
  /** Share of all cores that nobody used, 0 to 1. */
  idle: number;
  /** Cores used by processes of nobody in this run, or taken away by the hypervisor; and who used most. */
  foreignCores: number;
  busiestForeign: string | null;
  udp: Readonly<{ receivedPerSecond: number; sentPerSecond: number; bufferErrors: number }>;
  /** How far the wall clock has moved against the monotonic one since the start, in milliseconds. */
  clockDriftMs: number;
}>;

export type Reading = Readonly<{
  rows: readonly ProcessRow[];
  cpu: CpuTimes;
  udp: UdpCounts;
  monotonicMs: number;
  wallMs: number;
}>;

export class Sampler {
  readonly samples: RigSample[] = [];
  readonly #parts: () => ReadonlyMap<number, string>;
  readonly #stopped = new AbortController();
  #first: Reading | undefined;
  #work: Promise<void> = Promise.resolve();

  /** @param parts root process of each part, asked anew each time: parts come and go. */
  constructor(parts: () => ReadonlyMap<number, string>) {
    this.#parts = parts;
  }

  /** @returns when the first second began, milliseconds since 1970 */
  async start(): Promise<number> {
    this.#first = await read();
    this.#work = this.#run(this.#first);
    return this.#first.wallMs;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#work;
  }

  /** Seconds since the first reading; 0 before it. */
  now(): number {
    return this.#first === undefined ? 0 : (performance.now() - this.#first.monotonicMs) / 1000;
  }

  async #run(first: Reading): Promise<void> {
    let before = first;
    while (!this.#stopped.signal.aborted) {
      await pause(1000, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
      const after = await read();
      if (after.monotonicMs - before.monotonicMs < 200) continue; // stopped in the middle of a second
      this.samples.push(difference({ first, before, after }, this.#parts()));
      before = after;
    }
  }
}

async function read(): Promise<Reading> {
  const [rows, stat, snmp] = await Promise.all([
    readProcesses(),
    readFile('/proc/stat', 'utf8'),
    readFile('/proc/net/snmp', 'utf8'),
  ]);
  return { rows, cpu: parseCpu(stat), udp: parseUdp(snmp), monotonicMs: performance.now(), wallMs: Date.now() };
}

export function difference(
  { first, before, after }: Readonly<{ first: Reading; before: Reading; after: Reading }>,
  parts: ReadonlyMap<number, string>,
): RigSample {
  const seconds = (after.monotonicMs - before.monotonicMs) / 1000;
  const ticksBefore = new Map(before.rows.map(({ pid, ticks }) => [pid, ticks]));
  const owners = attribute(after.rows, parts);
  const cores: Record<string, number> = {};
  const residentBytes: Record<string, number> = {};
  const foreign = new Map<string, number>();
  for (const { pid, ticks, residentBytes: resident } of after.rows) {
    const owner = owners.get(pid);
    const used = Math.max(0, ticks - (ticksBefore.get(pid) ?? 0)) / ticksPerSecond / seconds;
    if (owner?.kind === 'part') {
      cores[owner.name] = (cores[owner.name] ?? 0) + used;
      residentBytes[owner.name] = (residentBytes[owner.name] ?? 0) + resident;
    }
    if (owner?.kind === 'foreign' && used > 0) foreign.set(owner.name, (foreign.get(owner.name) ?? 0) + used);
  }
  const all = after.cpu.all - before.cpu.all;
  const stolen = (after.cpu.steal - before.cpu.steal) / ticksPerSecond / seconds;
  if (stolen > 0) foreign.set('hypervisor (steal)', stolen);
  const busiest = [...foreign].sort(([, one], [, other]) => other - one)[0];
  return {
    at: (after.monotonicMs - first.monotonicMs) / 1000,
    cores,
    residentBytes,
    idle: all === 0 ? 0 : (after.cpu.idle - before.cpu.idle) / all,
    foreignCores: sum([...foreign.values()]),
    busiestForeign: busiest?.[0] ?? null,
    udp: {
      receivedPerSecond: (after.udp.received - before.udp.received) / seconds,
      sentPerSecond: (after.udp.sent - before.udp.sent) / seconds,
      bufferErrors: after.udp.bufferErrors - before.udp.bufferErrors,
    },
    clockDriftMs: after.wallMs - first.wallMs - (after.monotonicMs - first.monotonicMs),
  };
}
