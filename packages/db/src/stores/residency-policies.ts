/** Which residency policies were in force, one after the other. */
import { desc, gte, sql } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { residencyPolicies } from '../schema/residency.ts';

export type PolicyInForce = Readonly<{ hash: string; version: number; signers: readonly string[]; adoptedAt: Date }>;

const POLICY_LOCK = 0x5ab4b; // any number, the same for all who start

export async function lastPolicy(reader: Reader): Promise<PolicyInForce | undefined> {
  const [last] = await reader.select().from(residencyPolicies).orderBy(desc(residencyPolicies.id)).limit(1);
  return last;
}

/** Those that came into force since then, the newest first. */
export async function listPolicies(
  reader: Reader,
  { since, limit }: Readonly<{ since: Date; limit: number }>,
): Promise<readonly PolicyInForce[]> {
  const { adoptedAt, id } = residencyPolicies;
  return reader.select().from(residencyPolicies).where(gte(adoptedAt, since)).orderBy(desc(id)).limit(limit);
}

/** The last one, while nobody else adopts another until the transaction ends. */
export async function lockLastPolicy(tx: WriteTx): Promise<PolicyInForce | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
  return lastPolicy(tx);
}

export async function insertPolicy(tx: WriteTx, policy: PolicyInForce): Promise<void> {
  await tx.insert(residencyPolicies).values(policy);
}
