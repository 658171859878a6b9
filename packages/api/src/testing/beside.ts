import { expect } from 'vitest';
import type { Harness, OwnerTransaction } from './harness.ts';

/**
 * What comes of `work` when it is asked for beside a change that is made and not yet committed: it must wait for it. The change
 * commits as soon as the work waits.
 */
export async function beside<T>(
  { owner }: Pick<Harness, 'owner'>,
  change: (owner: OwnerTransaction) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  const { working } = await owner.begin(async (within) => {
    await change(within);
    const [row] = await within<{ id: string }[]>`select pg_current_xact_id()::text as id`;
    const working = work();
    working.catch(() => undefined);
    const waits = () => owner`select 1 from pg_locks where not granted and transactionid::text = ${row?.id ?? ''}`;
    await expect.poll(async () => (await waits()).length, { timeout: 10_000 }).toBe(1);
    return { working }; // not the promise itself: it would be waited for before the commit
  });
  return working;
}
