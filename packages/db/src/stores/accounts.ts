import { and, eq } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { accounts } from '../schema/sign-in.ts';

/** The person behind an identity provider's subject. */
export async function findAccount(
  reader: Reader,
  { provider, subject }: Readonly<{ provider: string; subject: string }>,
): Promise<Readonly<{ personId: string }> | undefined> {
  const [account] = await reader
    .select({ personId: accounts.personId })
    .from(accounts)
    .where(and(eq(accounts.provider, provider), eq(accounts.subject, subject)));
  return account;
}

/** False when somebody linked that subject meanwhile. */
export async function linkAccount(
  tx: WriteTx,
  values: Readonly<{ provider: string; subject: string; personId: string }>,
): Promise<boolean> {
  const linked = await tx.insert(accounts).values(values).onConflictDoNothing().returning({ personId: accounts.personId });
  return linked.length === 1;
}
