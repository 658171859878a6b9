import type { Policy } from '@sabha/domain/residency/policy';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { under } from '../testing/policies.ts';
import { adoptPolicy, PolicyRollback } from './adopt-policy.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const adopt = (change: (policy: Policy) => Policy) =>
  adoptPolicy(systemContext(under(harness.services, change), 'start', 'start'));
const version =
  (number: number, issued = '2026-11-25') =>
  (policy: Policy) => ({ ...policy, version: number, issued });
const changes = async () =>
  (
    await harness.owner<{ version: number; before: { version: number } | null }[]>`
      select (detail->>'version')::int as version, detail->'before' as before from audit_entries
      where event = 'policy.changed' order by seq`
  ).map((entry) => [entry.before?.version ?? null, entry.version]);

it('was put into force when the process started, and is recorded', async () => {
  expect(await changes()).toEqual([[null, 1]]);
  await adoptPolicy(systemContext(harness.services, 'start', 'start'));
  expect(await changes()).toEqual([[null, 1]]);
});

it('is recorded once, however many processes start under it at once', async () => {
  await Promise.all([1, 2, 3, 4].map(() => adopt(version(3))));
  expect(await changes()).toEqual([
    [null, 1],
    [1, 3],
  ]);
});

it('is not replaced by another text of the same version, whoever signed both', async () => {
  await expect(adopt(version(3, '2026-11-26'))).rejects.toThrow(PolicyRollback);
  await expect(adopt(version(3, '2026-11-26'))).rejects.toThrow(/raise its version/);
  expect(await changes()).toHaveLength(2);
});

it('is not rolled back, whoever signed the old one', async () => {
  await expect(adopt(version(2))).rejects.toThrow(PolicyRollback);
  await expect(adopt(version(2))).rejects.toThrow(/version 2, but version 3 has been in force since/);
  await expect(adoptPolicy(systemContext(harness.services, 'start', 'start'))).rejects.toThrow(PolicyRollback);
  expect(await changes()).toHaveLength(2);
});

it.each([
  'update residency_policies set version = 1',
  'delete from residency_policies',
  'delete from residency_alarms',
  'delete from media_nodes',
])('what was in force and seen stays for the application: %s', async (statement) => {
  const application = postgres(harness.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
  } finally {
    await application.end();
  }
});
