import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { errorCode } from '../fault.ts';
import type { PartName, RunMode } from '../parts/part.ts';
import { identify, isAlive, type ProcessIdentity } from '../process/process-identity.ts';
import { stopGroup } from '../process/stop-group.ts';
import type { PartState } from '../process/supervised-part.ts';
import type { Home } from './home.ts';
import type { Ports } from './ports.ts';

export type PartRecord = Readonly<{
  name: PartName;
  process: ProcessIdentity | null;
  address: string;
  version: string;
  logFile: string;
  state: PartState;
  restarts: number;
  stopSignal: NodeJS.Signals;
}>;

/** What is running, on disk: `status` reads it, and a later start finds in it what a killed runner left behind. */
export type InstanceRecord = Readonly<{
  runner: ProcessIdentity;
  mode: RunMode;
  startedAt: string;
  ports: Ports;
  parts: readonly PartRecord[];
}>;

export async function readRecord(home: Home): Promise<InstanceRecord | undefined> {
  try {
    return JSON.parse(await readFile(home.record, 'utf8')) as InstanceRecord;
  } catch (error) {
    // A record cut short by a power failure names nothing that could still be running.
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Replaced whole, so that a reader never sees half of it. */
export async function writeRecord(home: Home, record: InstanceRecord): Promise<void> {
  const draft = `${home.record}.new`;
  await writeFile(draft, JSON.stringify(record, null, 2), { mode: 0o600 });
  await rename(draft, home.record);
}

/** Fails with EEXIST when there is one, and like writeRecord never shows half of it. */
async function createRecord(home: Home, record: InstanceRecord): Promise<void> {
  const draft = `${home.record}.${process.pid}`;
  await writeFile(draft, JSON.stringify(record, null, 2), { mode: 0o600 });
  try {
    await link(draft, home.record);
  } finally {
    await rm(draft, { force: true });
  }
}

export async function removeRecord(home: Home): Promise<void> {
  await rm(home.record, { force: true });
}

export type Claim =
  Readonly<{ kind: 'claimed'; orphansEnded: readonly string[] }> | Readonly<{ kind: 'running'; record: InstanceRecord }>;

/** Makes this process the one runner of the home, ending what a runner that was killed has left. */
export async function claimHome(home: Home, record: InstanceRecord): Promise<Claim> {
  for (;;) {
    try {
      await createRecord(home, record);
      return { kind: 'claimed', orphansEnded: [] };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const other = await readRecord(home);
    if (other !== undefined && isAlive(other.runner)) return { kind: 'running', record: other };
    const orphansEnded = other === undefined ? [] : await endOrphans(other);
    await removeRecord(home);
    if (orphansEnded.length === 0) continue;
    await writeRecord(home, record);
    return { kind: 'claimed', orphansEnded };
  }
}

/** Ends only processes that are provably the ones of that record: same id, same moment of birth. */
export async function endOrphans(record: InstanceRecord): Promise<readonly string[]> {
  const orphans = record.parts.filter((part) => part.process !== null && isAlive(part.process));
  await Promise.all(
    orphans.map(async (part) => {
      if (part.process !== null) await stopGroup(part.process, { signal: part.stopSignal, graceMs: 3000, insist: true });
    }),
  );
  return orphans.map((part) => part.name);
}

export function thisProcess(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === undefined) throw new Error('this process cannot be found in the process table');
  return identity;
}
