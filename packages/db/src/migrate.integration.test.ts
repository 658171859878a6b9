import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../infra/local/src/testing/test-database.ts';
import { migrate } from './migrate.ts';
import { provision } from './provision.ts';
import { queues } from './queues.ts';

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

describe('migrating', () => {
  it('makes a database from nothing, twice at once and again, to the same end', async () => {
    const { superuserUrl, ports, ownerPassword, appPassword } = inject('sabha');
    const name = `fresh_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const admin = postgres(superuserUrl, { max: 1 });
    const url = `postgres://sabha_owner:${encodeURIComponent(ownerPassword)}@127.0.0.1:${ports.database}/${name}`;
    try {
      await provision({ superuserUrl, database: name, ownerPassword, appPassword });
      await provision({ superuserUrl, database: name, ownerPassword, appPassword });
      await Promise.all([migrate(url), migrate(url)]);
      await migrate(url);
      const sql = postgres(url, { max: 1 });
      const applied = await sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
      expect(applied[0]?.['n']).toBeGreaterThanOrEqual(3);
      const made = await sql<{ name: string }[]>`select name from pgboss.queue`;
      expect(made.map((row) => row.name)).toEqual(expect.arrayContaining(Object.keys(queues)));
      await sql.end();
    } finally {
      await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    }
  });

  it.each(['a"b', 'a;b', '', 'A', 'x'.repeat(64)])('takes no database name that could be more than a name: %s', async (name) => {
    const { superuserUrl, ownerPassword, appPassword } = inject('sabha');
    await expect(provision({ superuserUrl, database: name, ownerPassword, appPassword })).rejects.toThrow(RangeError);
  });
});

describe("the application's role", () => {
  it.each([
    'create table mine (id int)',
    'alter table people add column x int',
    'drop table people',
    'truncate people cascade',
    'create schema mine',
    'create role mine',
    'create function f() returns int language sql as $$ select 1 $$',
    'alter table audit_entries disable trigger all',
    'set session_replication_role = replica',
    'drop table pgboss.job cascade',
    'create extension dblink',
    "copy people to program 'true'",
  ])('may not: %s', async (statement) => {
    await expect(application.unsafe(statement)).rejects.toThrow(/permission denied|must be owner|not permitted/i);
  });

  it.each(['select * from later', 'insert into later values (1)', 'update later set id = 2', 'delete from later'])(
    'may do nothing with a table that a later migration makes and does not open: %s',
    async (statement) => {
      await owner.unsafe('create table if not exists later (id int)');
      await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
    },
  );
});

/** What the application may do with the rows of each table there is: SELECT, INSERT, UPDATE, DELETE. A table less or more fails. */
const rights: Readonly<Record<string, string>> = {
  accounts: 'SID',
  attendance: 'SIU',
  audit_checkpoints: 'SI',
  audit_cosignatures: 'SI',
  audit_entries: 'SI',
  audit_hashes: 'SI',
  audit_holds: 'SI', // and UPDATE of when it was lifted
  audit_leaves: 'SI',
  audit_streams: 'SI', // and UPDATE of how far each has got, and of who sends
  clock_watch: 'SIU',
  departments: 'SI',
  incidents: 'SI', // and UPDATE of columns, not of whose it is
  invitees: 'SIU',
  media_nodes: 'SI', // and UPDATE of columns, below
  meetings: 'SIU',
  memberships: 'SIU',
  ministries: 'SI',
  participants: 'SIU',
  people: 'SIU',
  rate_limits: 'SIUD',
  residency_alarms: 'SI',
  residency_policies: 'SI',
  residency_receipts: 'SI',
  residency_watch: 'SIU',
  route_reports: 'SI',
  server_views: 'SI',
  sessions: 'SIUD',
  sign_in_links: 'SID',
  standing_changes: 'SI',
  webhook_events: 'SID',
};

it('holds the rights that it needs on each table, and no more', async () => {
  const held = await owner<{ name: string; rights: string }[]>`
    select tablename as name, (select string_agg(left(verb, 1), '' order by at) from
      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) with ordinality as verbs (verb, at)
      where has_table_privilege('sabha_app', format('public.%I', tablename), verb)) as rights
    from pg_tables where schemaname = 'public' and tablename <> 'later'`;
  expect(Object.fromEntries(held.map((table) => [table.name, table.rights]))).toEqual(rights);
});

describe('what is known of residency', () => {
  it.each([
    "update residency_receipts set note = ''",
    'delete from residency_receipts',
    'truncate residency_receipts',
    'update residency_policies set version = 1',
    'delete from residency_policies',
    "update route_reports set report = '{}'",
    'update route_reports set sequence = 1',
    'delete from route_reports',
    "update server_views set offered = '[]'",
    'delete from server_views',
    "update residency_alarms set detail = '{}'",
    'delete from residency_alarms',
    'update media_nodes set first_seen_at = now()',
    'delete from media_nodes',
  ])('stays as it is for the application: %s', async (statement) => {
    await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
  });

  it.each([
    "update route_reports set faults = '[]'",
    'update residency_alarms set cleared_at = now()',
    'update media_nodes set last_seen_at = now()',
  ])('is added to where it has to be: %s', async (statement) => {
    await expect(application.unsafe(statement)).resolves.toBeDefined();
  });
});

describe('an incident', () => {
  it.each([
    'delete from incidents',
    'truncate incidents',
    'update incidents set ministry_id = gen_random_uuid()',
    'update incidents set opened_at = now()',
  ])('stays whose it is, and stays, for the application: %s', async (statement) => {
    await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
  });
});

describe('audit entries', () => {
  const add =
    "insert into audit_entries (at, event, outcome, actor_kind, detail, leaf) values (now(), 'x', 'ok', 'system', '{}', 'x')";

  it.each(["update audit_entries set outcome = 'ok'", 'delete from audit_entries', 'truncate audit_entries'])(
    'stay as they are for the application: %s',
    async (statement) => {
      await application.unsafe(add);
      await expect(application.unsafe(statement)).rejects.toThrow(/permission denied/);
    },
  );

  it.each(["update audit_entries set outcome = 'ok'", 'delete from audit_entries', 'truncate audit_entries'])(
    'stay as they are for their owner: %s',
    async (statement) => {
      await owner.unsafe(add);
      await expect(owner.unsafe(statement)).rejects.toThrow(/append-only/);
    },
  );

  it('stay as they are for a superuser, in replica mode as well', async () => {
    const { superuserUrl } = inject('sabha');
    const url = new URL(superuserUrl);
    url.pathname = `/${database.name}`;
    const superuser = postgres(url.href, { max: 1 });
    try {
      await superuser.unsafe('set session_replication_role = replica');
      await expect(superuser.unsafe('delete from audit_entries')).rejects.toThrow(/append-only/);
      await expect(superuser.unsafe('truncate audit_entries')).rejects.toThrow(/append-only/);
    } finally {
      await superuser.end();
    }
  });
});
