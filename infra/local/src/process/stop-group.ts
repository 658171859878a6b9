import { errorCode } from '../fault.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { NotReached, waitUntil } from './wait-until.ts';

export type StopOptions = Readonly<{
  signal: NodeJS.Signals;
  graceMs: number;
  /** Some servers take the first signal as a wish and only the second as an order. */
  insist?: boolean;
}>;

/**
 * Ends a process that leads its own group: politely first, then with SIGKILL for the whole group.
 * Answers whether force was needed.
 */
export async function stopGroup(leader: ProcessIdentity, options: StopOptions): Promise<'left' | 'forced'> {
  if (!isAlive(leader)) return 'left'; // its id may be somebody else's by now
  signalProcess(leader.pid, options.signal);
  try {
    if (options.insist === true) await insist(leader, options.signal);
    await untilGone(leader, options.graceMs);
    killGroup(leader.pid);
    return 'left';
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
  }
  killGroup(leader.pid);
  await untilGone(leader, 2000);
  return 'forced';
}

/** What a dead leader left in its group still holds its ports. */
export function killGroup(leaderPid: number): void {
  signalProcess(-leaderPid, 'SIGKILL');
}

async function insist(leader: ProcessIdentity, signal: NodeJS.Signals): Promise<void> {
  await untilGone(leader, 300).catch((error: unknown) => {
    if (!(error instanceof NotReached)) throw error;
    signalProcess(leader.pid, signal);
  });
}

async function untilGone(leader: ProcessIdentity, withinMs: number): Promise<void> {
  await waitUntil(`end of process ${leader.pid}`, () => requireGone(leader), { withinMs, everyMs: 20 });
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
