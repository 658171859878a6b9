import postgres from 'postgres';

const tables = ['participants', 'audit_entries'];

/** Each statement that writes a place in a meeting, or an entry of the audit log, takes so much longer: a disk full of other work. */
export async function withSlowDatabase<T>(ownerUrl: string, milliseconds: number, work: () => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`create function loadtest_slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(${milliseconds / 1000}); return null; end $$;`);
  for (const table of tables)
    await sql`create trigger loadtest_slow after insert on ${sql(table)} for each statement execute function loadtest_slow()`;
  try {
    return await work();
  } finally {
    await sql`drop function loadtest_slow cascade`;
    await sql.end({ timeout: 5 });
  }
}
