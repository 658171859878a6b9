import { errorCode } from '../fault.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { NotReached, waitUntil, type WaitOptions } from './wait-until.ts';

export type StopOptions = Readonly<{
  signal: NodeJS.Signals;
  graceMs: number;
  /** Some servers take the first signal as a wish and only the second as an order. */
  insist?: boolean;
  /** Aborted when there is no more time to be polite, whatever is left of the grace. */
  force?: AbortSignal;
}>;

/** Even a killed process takes a moment to be gone; one that hangs in the kernel never is. */
const goneAfterKillMs = 1500;

/**
 * Ends a process that leads its own group: politely first, then with SIGKILL for the whole group.
 * Answers whether force was needed.
 */
export async function stopGroup(leader: ProcessIdentity, options: StopOptions): Promise<'left' | 'forced'> {
  if (!isAlive(leader)) return 'left'; // its id may be somebody else's by now
  signalProcess(leader.pid, options.signal);
  const left = await leaves(leader, options);
  killGroup(leader.pid);
  if (left) return 'left';
  await untilGone(leader, { withinMs: goneAfterKillMs });
  return 'forced';
}

async function leaves(leader: ProcessIdentity, options: StopOptions): Promise<boolean> {
  const { graceMs, force, insist } = options;
  const signal = force === undefined ? {} : { signal: force };
  try {
    if (insist === true && !(await isGone(leader, { withinMs: 300, ...signal }))) signalProcess(leader.pid, options.signal);
    return await isGone(leader, { withinMs: graceMs, ...signal });
  } catch (error) {
    if (force?.aborted === true) return false;
    throw error;
  }
}

/** What a dead leader left in its group still holds its ports. */
export function killGroup(leaderPid: number): void {
  signalProcess(-leaderPid, 'SIGKILL');
}

async function isGone(leader: ProcessIdentity, wait: WaitOptions): Promise<boolean> {
  try {
    await untilGone(leader, wait);
    return true;
  } catch (error) {
    if (error instanceof NotReached) return false;
    throw error;
  }
}

async function untilGone(leader: ProcessIdentity, wait: WaitOptions): Promise<void> {
  await waitUntil(`end of process ${leader.pid}`, () => requireGone(leader), { ...wait, everyMs: 20 });
}

function requireGone(leader: ProcessIdentity): void {
  if (isAlive(leader)) throw new Error('still there');
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
