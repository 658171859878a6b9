import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../infra/local/src/testing/test-database.ts';

const checkout = fileURLToPath(new URL('../../../..', import.meta.url));

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sabha-policy-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** The process as it is started, until it has ended; what it said on the way, line by line. */
async function run(command: 'portal' | 'worker', more: Readonly<Record<string, string>>) {
  const { env } = inject('sabha');
  const [cwd, file] = command === 'portal' ? ['apps/portal', 'server.ts'] : ['apps/worker', 'src/main.ts'];
  const own = {
    ...env,
    DATABASE_URL: database.url,
    PORT: '0',
    WORKER_PORT: '0',
    LOG_LEVEL: 'info',
    NODE_ENV: 'production' as const,
  };
  const child = spawn(process.execPath, [file], {
    cwd: join(checkout, cwd),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NEXT_TELEMETRY_DISABLED: '1', ...own, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: said.split('\n').filter((line) => line !== '') };
}

/** The run's own policy, moved to where it may be spoilt. */
async function policyWith(change: (yaml: string) => string): Promise<Readonly<{ SABHA_RESIDENCY_POLICY: string }>> {
  const source = inject('sabha').env.SABHA_RESIDENCY_POLICY;
  const file = join(folder, `${crypto.randomUUID()}.yaml`);
  await writeFile(file, change(await readFile(source, 'utf8')));
  await copyFile(`${source}.note`, `${file}.note`);
  return { SABHA_RESIDENCY_POLICY: file };
}

describe.each(['portal', 'worker'] as const)('the %s does not start and says why in one line', (command) => {
  it('under a policy that was changed after it was signed', async () => {
    const { code, lines } = await run(command, await policyWith((yaml) => yaml.replace('127.0.0.0/8', '0.0.0.0/0')));
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/"level":"fatal".*the policy was changed after it was signed/)]);
  }, 60_000);

  it('without a policy', async () => {
    const { code, lines } = await run(command, { SABHA_RESIDENCY_POLICY: join(folder, 'nothing.yaml') });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/"level":"fatal".*nothing\.yaml/)]);
  }, 60_000);

  it('under an older policy than the last one in force', async () => {
    const owner = postgres(database.ownerUrl, { max: 1 });
    await owner`
      insert into residency_policies (id, hash, version, signers, adopted_at)
      values ('ffffffff-ffff-7fff-bfff-ffffffffffff', 'newer', 7, '[]', now()) on conflict do nothing`;
    await owner.end();
    const { code, lines } = await run(command, {});
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/"level":"fatal".*version 1, but version 7 has been in force/)]);
  }, 60_000);
});
