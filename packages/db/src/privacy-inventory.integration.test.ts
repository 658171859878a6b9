import { inventory } from '@sabha/domain/privacy/inventory';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../infra/local/src/testing/test-database.ts';

let database: TestDatabase;
let owner: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = postgres(database.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe('the inventory of personal data', () => {
  it('names every column of the database once, and none that is not there', async () => {
    const rows = await owner<{ name: string }[]>`
      select c.table_name || '.' || c.column_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`;
    const listed = Object.entries(inventory).flatMap(([table, { personal, other }]) =>
      [...personal.flatMap(({ columns }) => columns), ...other].map((column) => `${table}.${column}`),
    );
    expect(listed.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });
});
