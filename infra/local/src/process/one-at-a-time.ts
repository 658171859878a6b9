import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../fault.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

export type Turn = Readonly<{
  /** Names the work; whoever does it has put its process there. */
  lockFile: string;
  signal: AbortSignal;
  /** Called while somebody else is at it. */
  onWait?: () => void;
}>;

const lookEveryMs = 500;
let drafts = 0;

/** Does the work when no other process of this machine is at it. What a process that was killed has left is taken over. */
export async function oneAtATime<T>({ lockFile, signal, onWait }: Turn, work: () => Promise<T>): Promise<T> {
  while (!(await take(lockFile))) {
    onWait?.();
    await pause(lookEveryMs, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** By a link: it fails when there is one, and nobody ever reads half of it. */
async function take(lockFile: string): Promise<boolean> {
  const draft = `${lockFile}.${process.pid}.${(drafts += 1)}`;
  await writeFile(draft, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return (await putDeadAside(lockFile)) && (await take(lockFile));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether there was a dead process's lock and is no more. */
async function putDeadAside(lockFile: string): Promise<boolean> {
  if (isHeld(await holderOf(lockFile))) return false;
  const aside = `${lockFile}.${process.pid}.${(drafts += 1)}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
  try {
    if (!isHeld(await holderOf(aside))) return true;
    // Somebody was quicker, and it is theirs that we have in hand.
    await link(aside, lockFile).catch(() => undefined);
    return false;
  } finally {
    await rm(aside, { force: true });
  }
}

function isHeld(holder: ProcessIdentity | undefined): boolean {
  return holder !== undefined && isAlive(holder);
}

async function holderOf(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
