import { connect } from '@sabha/db/connect';
import { differsFromLast, PolicyRollback } from './adopt-policy.ts';
import { loadPolicy, type PolicySource } from './load-policy.ts';

/**
 * For a process that begins to listen before it needs its services: without a policy that may be in force it does not start.
 * A database that is away does not keep it from starting: it is asked again before anything is served.
 * @throws Error that says what is wrong with the policy
 */
export async function requirePolicy({
  policy,
  databaseUrl,
}: Readonly<{ policy: PolicySource; databaseUrl: string }>): Promise<void> {
  const residency = await loadPolicy(policy);
  const { db, close } = connect(databaseUrl, 1);
  try {
    await differsFromLast(db, residency);
  } catch (error) {
    if (error instanceof PolicyRollback) throw error;
  } finally {
    await close();
  }
}
