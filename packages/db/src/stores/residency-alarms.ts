/** Alarms about residency. One lasts at a time for each kind and subject. */
import type { AlarmKind } from '@sabha/domain/residency/alarm';
import { and, desc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { residencyAlarms } from '../schema/residency.ts';

export type Alarm = Readonly<typeof residencyAlarms.$inferSelect>;
/** `subject`: the node, session or site it is about; never a person's name or address. */
export type NewAlarm = Readonly<{
  kind: AlarmKind;
  subject: string;
  siteId?: string | null;
  meetingId?: string | null;
  detail?: Readonly<Record<string, unknown>>;
}>;

/** Its id, or null when it lasts already. */
export async function raiseAlarm(tx: WriteTx, { at, ...alarm }: NewAlarm & Readonly<{ at: Date }>): Promise<string | null> {
  const [raised] = await tx
    .insert(residencyAlarms)
    .values({ ...alarm, detail: alarm.detail ?? {}, raisedAt: at })
    .onConflictDoNothing()
    .returning({ id: residencyAlarms.id });
  return raised?.id ?? null;
}

/** The id of the one that was lasting, or null when none was. */
export async function clearAlarm(
  tx: WriteTx,
  { kind, subject, at }: Pick<NewAlarm, 'kind' | 'subject'> & Readonly<{ at: Date }>,
): Promise<string | null> {
  const [cleared] = await tx
    .update(residencyAlarms)
    .set({ clearedAt: at })
    .where(and(eq(residencyAlarms.kind, kind), eq(residencyAlarms.subject, subject), isNull(residencyAlarms.clearedAt)))
    .returning({ id: residencyAlarms.id });
  return cleared?.id ?? null;
}

/** Those that last, of these kinds or of any. */
export async function listLastingAlarms(reader: Reader, kinds?: readonly AlarmKind[]): Promise<readonly Alarm[]> {
  return select(reader, and(isNull(residencyAlarms.clearedAt), kinds && inArray(residencyAlarms.kind, [...kinds])));
}

/** The newest first, lasting or over; `before` continues a list. */
export async function listAlarms(
  reader: Reader,
  { limit = 100, before }: Readonly<{ limit?: number; before?: Date | undefined }> = {},
): Promise<readonly Alarm[]> {
  return select(reader, before && lt(residencyAlarms.raisedAt, before)).limit(limit);
}

/** Every alarm about the meeting, lasting or over. */
export async function listAlarmsOf(reader: Reader, meetingId: string): Promise<readonly Alarm[]> {
  return select(reader, eq(residencyAlarms.meetingId, meetingId));
}

export type AlarmDay = Readonly<{ kind: AlarmKind; siteId: string | null; lastAt: Date; count: number; lasts: boolean }>;

/** How many of each kind were raised at each site on each day (India's), the newest first. Whoever raises many fills no list. */
export async function countAlarmsByDay(
  reader: Reader,
  { since, limit }: Readonly<{ since: Date; limit: number }>,
): Promise<readonly AlarmDay[]> {
  const { kind, siteId, raisedAt, clearedAt } = residencyAlarms;
  const lastAt = sql<Date>`max(${raisedAt})`.mapWith(raisedAt);
  return reader
    .select({ kind, siteId, lastAt, count: sql<number>`count(*)::int`, lasts: sql<boolean>`bool_or(${clearedAt} is null)` })
    .from(residencyAlarms)
    .where(gte(raisedAt, since))
    .groupBy(kind, siteId, sql`date_trunc('day', ${raisedAt}, 'Asia/Kolkata')`)
    .orderBy(desc(lastAt))
    .limit(limit);
}

export type LastAlarm = Readonly<{ kind: AlarmKind; siteId: string | null; at: Date }>;

/** The newest of each of these kinds at each site, however long ago. */
export async function lastAlarms(reader: Reader, kinds: readonly AlarmKind[]): Promise<readonly LastAlarm[]> {
  const { kind, siteId, raisedAt } = residencyAlarms;
  return reader
    .select({ kind, siteId, at: sql<Date>`max(${raisedAt})`.mapWith(raisedAt) })
    .from(residencyAlarms)
    .where(inArray(kind, [...kinds]))
    .groupBy(kind, siteId);
}

function select(reader: Reader, where: SQL | undefined) {
  return reader
    .select()
    .from(residencyAlarms)
    .where(where)
    .orderBy(desc(residencyAlarms.raisedAt), desc(residencyAlarms.id))
    .$dynamic();
}
