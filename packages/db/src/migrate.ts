/**
 * Brings a database to this version: tables, grants, and the job queues. Run by the owner's role before portal and worker
 * start; those two hold no DDL rights. Safe to run twice, and by two at once.
 */
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { ownerUrl } from './env.ts';
import { JOB_SCHEMA, queues } from './queues.ts';

const MIGRATION_LOCK = 0x5ab4a; // any number, the same for all who migrate

/** @param url postgres://sabha_owner:…; the roles exist already (provision.ts). */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
    const folder = fileURLToPath(new URL('../migrations', import.meta.url));
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    await prepareQueues(url);
    await grantQueues(sql);
  } finally {
    await sql.end({ timeout: 5 }); // frees the lock
  }
}

async function prepareQueues(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: JOB_SCHEMA, max: 2, supervise: false, schedule: false });
  const failures: Error[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const [name, settings] of Object.entries(queues)) {
      if (known.has(name)) {
        const { policy: _fixed, ...changeable } = settings as { policy?: string };
        await boss.updateQueue(name, changeable);
      } else await boss.createQueue(name, settings);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures[0]) throw failures[0];
}

/** Rows only: pg-boss's own DDL (partitions, index rebuilds, upgrades) stays with the owner. */
async function grantQueues(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO sabha_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO sabha_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOB_SCHEMA} TO sabha_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOB_SCHEMA} TO sabha_app;
  `);
}

if (import.meta.main) {
  await migrate(ownerUrl());
}
