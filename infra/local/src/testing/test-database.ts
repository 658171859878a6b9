import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { applicationRole, databaseUrl, ownerRole } from '../instance/environment.ts';
import { refuseUnrecordedChanges } from './no-change-unrecorded.ts';
import { templateDatabase } from './provided.ts';

export type TestDatabase = Readonly<{
  name: string;
  /** The application's role: what portal and worker see. */
  url: string;
  /** The owner's role: for arranging what the application may not do itself. */
  ownerUrl: string;
  drop(): Promise<void>;
}>;

/** A database of one's own, migrated and empty, that takes no change without its audit entry. For `beforeAll`; `drop` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ports, ownerPassword, appPassword } = inject('sabha');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(superuserUrl, async (sql) => {
    await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase} OWNER ${ownerRole}`);
    await sql.unsafe(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await sql.unsafe(`GRANT CONNECT ON DATABASE ${name} TO ${applicationRole}`);
  });
  const ownerUrl = databaseUrl({ port: ports.database, role: ownerRole, password: ownerPassword, database: name });
  await refuseUnrecordedChanges(ownerUrl);
  return {
    name,
    url: databaseUrl({ port: ports.database, role: applicationRole, password: appPassword, database: name }),
    ownerUrl,
    drop: () => asSuperuser(superuserUrl, (sql) => sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function asSuperuser(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
