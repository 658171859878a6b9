import { setTimeout as pause } from 'node:timers/promises';

/** @throws the reason of the signal where somebody ends it meanwhile */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}
