import { messageOf } from '../fault.ts';

/** Anything that ends when asked, and at once when `force` is aborted. */
export type Stoppable = Readonly<{ stop(force: AbortSignal): Promise<unknown> }>;

/**
 * Ends one group after the other, all of them within one time: when it is up, whatever is left is forced, side by side.
 * Every one is tried whatever becomes of another. @throws Error that names what could not be ended
 */
export async function stopInOrder(groups: readonly (readonly Stoppable[])[], withinMs: number): Promise<void> {
  const force = AbortSignal.timeout(withinMs);
  const timeIsUp = new Promise<void>((resolve) => force.addEventListener('abort', () => resolve(), { once: true }));
  const endings: Promise<readonly PromiseSettledResult<unknown>[]>[] = [];
  for (const group of groups) {
    const turn = Promise.race([endings.at(-1), timeIsUp]);
    endings.push(turn.then(() => Promise.allSettled(group.map((one) => one.stop(force)))));
  }
  const failed = (await Promise.all(endings)).flat().filter((result) => result.status === 'rejected');
  if (failed.length > 0) throw new Error(failed.map(({ reason }) => messageOf(reason)).join('; '));
}
