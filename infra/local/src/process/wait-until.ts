import { setTimeout as pause } from 'node:timers/promises';

export type WaitOptions = Readonly<{ withinMs: number; everyMs?: number; signal?: AbortSignal }>;

/**
 * Polls until `probe` gives something; the last reason it gave for not being there yet is what a time-out reports.
 * A probe answers with a value, or throws, and the thrown message is the reason.
 */
export async function waitUntil<T>(what: string, probe: () => Promise<T> | T, options: WaitOptions): Promise<T> {
  const deadline = performance.now() + options.withinMs;
  let reason = 'never tried';
  do {
    options.signal?.throwIfAborted();
    try {
      return await probe();
    } catch (error) {
      reason = error instanceof Error ? describe(error) : String(error);
    }
    await pauseOrAbort(options.everyMs ?? 50, options.signal);
  } while (performance.now() < deadline);
  throw new NotReached(`${what} not reached within ${Math.round(options.withinMs / 1000)} s: ${reason}`);
}

/** Throws the signal's own reason, which says more than a bare AbortError. */
async function pauseOrAbort(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await pause(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

export class NotReached extends Error {
  override readonly name = 'NotReached';
}

function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
