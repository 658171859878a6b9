import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
});

test('two databases are migrated and hold nothing of each other', async () => {
  const owner = postgres(first.ownerUrl, { max: 1 });
  const other = postgres(second.url, { max: 1 });
  try {
    await owner`insert into people (id, name, email) values (gen_random_uuid(), 'A', 'a@example.org')`;
    expect(await other`select * from people`).toHaveLength(0);
  } finally {
    await Promise.all([owner.end(), other.end()]);
  }
});

test('the application may not change the schema', async () => {
  const sql = postgres(first.url, { max: 1 });
  try {
    await expect(sql`create table mine (id int)`).rejects.toThrow(/permission denied/);
  } finally {
    await sql.end();
  }
});

test('the run has a media server', async () => {
  const { env } = inject('sabha');
  expect((await fetch(env.LIVEKIT_API_URL)).status).toBe(200);
});
