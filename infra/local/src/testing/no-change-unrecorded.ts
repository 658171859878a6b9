/**
 * Every database of a test refuses to commit a change of the application's that came without an audit entry in its transaction. So
 * whatever any integration test does, by a procedure, a job or a webhook, old or new, is held to it: nobody keeps a list of them.
 */
import postgres from 'postgres';
import { applicationRole } from '../instance/environment.ts';

/** Tables whose changes are nobody's act, with the reason. */
export const unrecordedTables: Readonly<Record<string, string>> = {
  audit_entries: 'it is the log',
  audit_leaves: 'it is the log',
  audit_hashes: 'it is the log',
  audit_checkpoints: 'it is the log',
  audit_cosignatures: 'it is the log',
  rate_limits: 'counters of tries, which are recorded where they refuse somebody',
  residency_watch: 'what the watcher saw last; what follows from it is recorded',
  clock_watch: 'what the worker saw of clocks last; what follows from it is recorded',
  standing_changes: 'what the watcher saw of sites; of nodes it records each',
  server_views: "lines of the media server's log; what follows from them is recorded",
};

/** Columns whose change is nobody's act, with the reason. */
export const unrecordedColumns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sessions: { expires_at: 'it slides while its person works' },
  attendance: { last_seen_at: 'the reconciler sees who is there every ten seconds' },
  audit_streams: Object.fromEntries(
    ['next', 'moved_at', 'holder', 'held_until'].map((column) => [
      column,
      'how far a receiver of the log has got; that it receives is recorded',
    ]),
  ),
  invitees: { mail_claimed_until: 'which job mails somebody' },
  media_nodes: Object.fromEntries(
    ['region', 'addresses', 'state', 'load', 'rooms', 'clients', 'site_id', 'reason', 'last_seen_at'].map((column) => [
      column,
      'what the watcher saw last of a node; what the fence makes of it is recorded',
    ]),
  ),
};

/** @param ownerUrl of a database that is migrated */
export async function refuseUnrecordedChanges(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(marks);
    const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`;
    await sql.unsafe(tables.flatMap(({ name }) => triggerOn(name)).join('\n'));
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Marks a transaction that recorded something, and looks for the mark at its commit. */
const marks = `
  CREATE FUNCTION mark_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM set_config('sabha.recorded', pg_current_xact_id()::text, true);
    RETURN NULL;
  END $$;
  CREATE TRIGGER mark_recorded AFTER INSERT ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION mark_recorded();
  CREATE FUNCTION require_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
      RETURN NULL;
    END IF;
    IF session_user = '${applicationRole}' AND current_setting('sabha.recorded', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
      RAISE EXCEPTION '% of % without an audit entry', TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN NULL;
  END $$;`;

function triggerOn(table: string): readonly string[] {
  if (Object.hasOwn(unrecordedTables, table)) return [];
  const columns = Object.keys(unrecordedColumns[table] ?? {}).map((column) => `'${column}'`);
  return [
    `CREATE CONSTRAINT TRIGGER require_recorded AFTER INSERT OR UPDATE OR DELETE ON "${table}"
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_recorded(${columns.join(', ')});`,
  ];
}
