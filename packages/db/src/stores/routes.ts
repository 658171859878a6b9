/** Where the sound and picture of sessions went: what their clients report, and the media server's own view beside it. */
import { and, asc, eq, max, sql } from 'drizzle-orm';
import type { RouteFault } from '@sabha/domain/residency/route';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { attendance } from '../schema/participants.ts';
import { routeReports, serverViews } from '../schema/residency.ts';

export type RouteRow = Readonly<typeof routeReports.$inferSelect>;
export type ServerViewRow = Readonly<typeof serverViews.$inferSelect>;
type Session = Readonly<{ sid: string; meetingId: string; participantId: string; isOver: boolean }>;

/** A session of the media server by its sid, held until the transaction ends: its reports take turns. */
export async function lockSession(tx: WriteTx, sid: string): Promise<Session | undefined> {
  const [stay] = await tx.select().from(attendance).where(eq(attendance.sid, sid)).for('update');
  return stay && sessionOf(stay);
}

/** The same, not held. */
export async function findSession(reader: Reader, sid: string): Promise<Session | undefined> {
  const [stay] = await reader.select().from(attendance).where(eq(attendance.sid, sid));
  return stay && sessionOf(stay);
}

/** The number of its last report (0: none yet), and whether any of them named a pair. */
export async function reportsSoFar(reader: Reader, sid: string): Promise<Readonly<{ last: number; namedPair: boolean }>> {
  const [row] = await reader
    .select({ last: max(routeReports.sequence), namedPair: sql<boolean | null>`bool_or(${hasPairs})` })
    .from(routeReports)
    .where(eq(routeReports.sid, sid));
  return { last: row?.last ?? 0, namedPair: row?.namedPair ?? false };
}

/** In the order in which they were sent. */
export async function listReportsOf(reader: Reader, sid: string): Promise<readonly RouteRow[]> {
  return reader.select().from(routeReports).where(eq(routeReports.sid, sid)).orderBy(asc(routeReports.sequence));
}

export async function insertReport(tx: WriteTx, row: RouteRow): Promise<void> {
  await tx.insert(routeReports).values(row);
}

/** What was found in it after all. */
export async function setFaults(
  tx: WriteTx,
  { sid, sequence, faults }: Readonly<{ sid: string; sequence: number; faults: readonly RouteFault[] }>,
): Promise<void> {
  await tx
    .update(routeReports)
    .set({ faults })
    .where(and(eq(routeReports.sid, sid), eq(routeReports.sequence, sequence)));
}

export async function findServerView(reader: Reader, sid: string): Promise<ServerViewRow | undefined> {
  const [found] = await reader.select().from(serverViews).where(eq(serverViews.sid, sid));
  return found;
}

/**
 * Keeps what was not known yet, and answers with its sids. The first view of a session stands: a log that is read again says
 * nothing new. No act of anybody, so with a database and not a transaction.
 */
export async function noteServerViews(db: Database, views: readonly ServerViewRow[]): Promise<readonly string[]> {
  if (views.length === 0) return [];
  const made = await db.insert(serverViews).values([...views]).onConflictDoNothing().returning({ sid: serverViews.sid }); // prettier-ignore
  return made.map(({ sid }) => sid);
}

const sessionOf = ({ sid, meetingId, participantId, leftAt }: typeof attendance.$inferSelect): Session => ({
  sid,
  meetingId,
  participantId,
  isOver: leftAt !== null,
});

const hasPairs = sql`jsonb_array_length(${routeReports.report} -> 'pairs') > 0`;
