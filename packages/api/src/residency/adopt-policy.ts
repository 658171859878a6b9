import type { Reader } from '@sabha/db/connect';
import { insertPolicy, lastPolicy, lockLastPolicy, type PolicyInForce } from '@sabha/db/stores/residency-policies';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { LoadedPolicy } from './load-policy.ts';

/** A newer policy was in force before, or another one of the same version. */
export class PolicyRollback extends Error {
  override readonly name = 'PolicyRollback';
}

/**
 * Puts the policy into force, once for all processes; that it changed is recorded. @throws PolicyRollback when a newer one was in force
 * before: whoever holds an old policy with its old signature must not bring back what it allowed. Two texts of one version would let
 * whoever holds both swap them at will.
 */
export async function adoptPolicy(context: Context): Promise<void> {
  const { db, residency, clock } = context.services;
  if (!(await differsFromLast(db, residency))) return;
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    const last = await lockLastPolicy(tx);
    requireNoRollback(residency, last);
    const { hash, signers, policy } = residency;
    if (last?.hash === hash) return skip(); // another process was faster
    const now = { hash, version: policy.version, signers };
    await insertPolicy(tx, { ...now, adoptedAt: clock() });
    const before = last ? { hash: last.hash, version: last.version } : null;
    record({ event: 'policy.changed', outcome: 'ok', detail: { ...now, before } });
  });
}

/** @throws PolicyRollback when it is not newer than another one that was in force last. */
export async function differsFromLast(reader: Reader, residency: LoadedPolicy): Promise<boolean> {
  const last = await lastPolicy(reader);
  requireNoRollback(residency, last);
  return last?.hash !== residency.hash;
}

function requireNoRollback({ hash, policy: { version } }: LoadedPolicy, last: PolicyInForce | undefined): void {
  if (last === undefined || hash === last.hash || version > last.version) return;
  const since = last.adoptedAt.toISOString();
  throw new PolicyRollback(
    version === last.version
      ? `the residency policy is version ${version} as before, but not the text in force since ${since}: raise its version and sign it again`
      : `the residency policy is version ${version}, but version ${last.version} has been in force since ${since}: it is not rolled back`,
  );
}
