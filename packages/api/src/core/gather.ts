/**
 * For what costs nearly the same for many as for one. Nobody waits for company: what comes while nothing is at work begins at the
 * end of this turn of the event loop, and what comes meanwhile goes along with the next.
 */
import { setImmediate as endOfTurn, setTimeout as pause } from 'node:timers/promises';

export type Gathering = Readonly<{
  /** Items of one piece of work. */
  most: number;
  /** Pieces of work at the same time. */
  atOnce: number;
}>;

type Waiting<In, Out> = Readonly<{ item: In; resolve(value: Out): void; reject(error: unknown): void }>;

/**
 * Group commit. Each call is answered by a piece of work that began after it.
 * @param work answers each, in the order of the items; when it throws, all of them are refused with that
 */
export function gather<In, Out>(
  { most, atOnce }: Gathering,
  work: (items: readonly In[]) => Promise<readonly PromiseSettledResult<Out>[]>,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let atWork = 0;

  async function run(): Promise<void> {
    await endOfTurn();
    while (waiting.length > 0) await workOn(waiting.splice(0, most), work);
    atWork -= 1; // in the same turn as the last look: whoever comes after it begins anew
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (atWork >= atOnce) return;
      atWork += 1;
      void run();
    });
}

async function workOn<In, Out>(
  batch: readonly Waiting<In, Out>[],
  work: (items: readonly In[]) => Promise<readonly PromiseSettledResult<Out>[]>,
): Promise<void> {
  try {
    const results = await work(batch.map(({ item }) => item));
    for (const [at, { resolve, reject }] of batch.entries()) {
      const result = results[at];
      if (result?.status === 'fulfilled') resolve(result.value);
      else reject(result?.reason ?? new Error('left out'));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

type Line<Out> = { free: Promise<unknown>; next: Promise<Out> | null };

type Question<In, Out> = Readonly<{
  /** Two items with the same text are the same question. */
  same(item: In): string;
  ask(item: In): Promise<Out>;
  /** From the beginning of one call to the beginning of the next of the same question, at least. */
  restMs: number;
}>;

/**
 * One call for all who ask the same at the same time. Nobody is told what was true before they asked: the call that answers them
 * begins after they have come, the later by as much as the one before takes, or `restMs`.
 */
export function askOnce<In, Out>({ same, ask, restMs }: Question<In, Out>): (item: In) => Promise<Out> {
  const lines = new Map<string, Line<Out>>();
  return (item) => {
    const key = same(item);
    const line = lines.get(key) ?? { free: endOfTurn(), next: null };
    lines.set(key, line);
    return (line.next ??= line.free.then(() => {
      line.next = null;
      const answer = ask(item);
      const over = answer.then(
        () => undefined,
        () => undefined,
      );
      const free = Promise.all([over, pause(restMs)]);
      line.free = free;
      void free.then(() => {
        if (line.next === null && line.free === free) lines.delete(key);
      });
      return answer;
    }));
  };
}
