import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unrecordedColumns, unrecordedTables } from './no-change-unrecorded.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let application: postgres.Sql;
let owner: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  application = postgres(database.url, { max: 1 });
  owner = postgres(database.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await Promise.all([application.end(), owner.end()]);
  await database.drop();
});

const person = (sql: postgres.Sql | postgres.TransactionSql, email: string) =>
  sql`insert into people (id, email, name) values (gen_random_uuid(), ${email}, 'A') returning id`;
const record = (sql: postgres.TransactionSql) =>
  sql`insert into audit_entries (at, event, outcome, actor_kind, detail, leaf) values (now(), 'x', 'ok', 'system', '{}', 'x')`;

describe('a change of the application', () => {
  it('does not commit without an entry', async () => {
    await expect(person(application, 'a@x.in')).rejects.toThrow('INSERT of people without an audit entry');
    expect(await owner`select 1 from people`).toHaveLength(0);
  });

  it('commits with one, whichever comes first', async () => {
    await application.begin(async (sql) => {
      await person(sql, 'b@x.in');
      await record(sql);
    });
    await application.begin(async (sql) => {
      await record(sql);
      await person(sql, 'c@x.in');
    });
    await expect(application`update people set name = 'B'`, 'the one before does not count').rejects.toThrow(
      'UPDATE of people without an audit entry',
    );
  });

  it('is left alone when a test arranges something as the owner', async () => {
    await expect(person(owner, 'd@x.in')).resolves.toHaveLength(1);
  });
});

it('what needs no entry is there, and has its reason', async () => {
  const rows = await owner<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`;
  const tables = new Set(rows.map(({ table }) => table));
  for (const table of Object.keys(unrecordedTables)) expect(tables).toContain(table);
  for (const [table, columns] of Object.entries(unrecordedColumns))
    for (const column of Object.keys(columns)) expect(rows).toContainEqual({ table, column });
});
