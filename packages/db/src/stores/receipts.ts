/** Residency receipts, and what they are made from. No name and no address of a participant is read here. */
import { and, asc, eq, gt, isNotNull, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import type { RouteFault, SelectedPair } from '@sabha/domain/residency/route';
import type { Reader, WriteTx } from '../connect.ts';
import { meetings } from '../schema/meetings.ts';
import { attendance } from '../schema/participants.ts';
import { residencyReceipts, routeReports, serverViews } from '../schema/residency.ts';

export async function findReceipt(
  reader: Reader,
  meetingId: string,
): Promise<Readonly<{ note: string; madeAt: Date }> | undefined> {
  const [found] = await reader.select().from(residencyReceipts).where(eq(residencyReceipts.meetingId, meetingId));
  return found;
}

/** False when the meeting has one: the first stands. */
export async function insertReceipt(
  tx: WriteTx,
  receipt: Readonly<{ meetingId: string; note: string; madeAt: Date }>,
): Promise<boolean> {
  const made = await tx.insert(residencyReceipts).values(receipt).onConflictDoNothing().returning({ id: residencyReceipts.meetingId }); // prettier-ignore
  return made.length > 0;
}

type Due = Readonly<{
  /** What is said of the last sessions may still be on its way until then. */
  endedBefore: Date;
  /** From then on a session that is still open holds nothing up. */
  waitedUntil: Date;
  /** Older ones are from before there were receipts. */
  endedAfter: Date;
  limit: number;
}>;

/** Ids of meetings that took place, are over, and have no receipt; the longest over first. */
export async function listWithoutReceipt(reader: Reader, due: Due): Promise<readonly string[]> {
  const open = reader
    .select({ one: sql`1` })
    .from(attendance)
    .where(and(eq(attendance.meetingId, meetings.id), isNull(attendance.leftAt)));
  const receipt = reader
    .select({ one: sql`1` })
    .from(residencyReceipts)
    .where(eq(residencyReceipts.meetingId, meetings.id));
  const rows = await reader
    .select({ id: meetings.id })
    .from(meetings)
    .where(
      and(
        eq(meetings.status, 'ended'),
        isNotNull(meetings.startedAt),
        lt(meetings.endedAt, due.endedBefore),
        gt(meetings.endedAt, due.endedAfter),
        or(notExists(open), lt(meetings.endedAt, due.waitedUntil)),
        notExists(receipt),
      ),
    )
    .orderBy(asc(meetings.endedAt))
    .limit(due.limit);
  return rows.map(({ id }) => id);
}

export type SessionRow = Readonly<{
  sid: string;
  participantId: string;
  pairs: readonly SelectedPair[] | null;
  hasServerView: boolean;
  faults: readonly RouteFault[];
}>;

/** Every session of the meeting, reported or not, with the last pairs that its client named. */
export async function listSessionRoutes(reader: Reader, meetingId: string): Promise<readonly SessionRow[]> {
  const lastPairs = sql<readonly SelectedPair[] | null>`(select r.report -> 'pairs' from route_reports r
    where r.sid = attendance.sid and jsonb_array_length(r.report -> 'pairs') > 0 order by r.sequence desc limit 1)`;
  const faults = sql<readonly RouteFault[]>`(select coalesce(jsonb_agg(distinct f), '[]'::jsonb)
    from route_reports r, jsonb_array_elements_text(r.faults) f where r.sid = attendance.sid)`;
  const rows = await reader
    .select({
      sid: attendance.sid,
      participantId: attendance.participantId,
      pairs: lastPairs,
      faults,
      viewOf: serverViews.sid,
    })
    .from(attendance)
    .leftJoin(serverViews, eq(serverViews.sid, attendance.sid))
    .where(eq(attendance.meetingId, meetingId))
    .orderBy(asc(attendance.sid));
  return rows.map(({ viewOf, ...row }) => ({ ...row, hasServerView: viewOf !== null }));
}

export type FaultyReport = Readonly<{ sid: string; participantId: string; reportedAt: Date; faults: readonly RouteFault[] }>;

export async function listFaultyReports(reader: Reader, meetingId: string): Promise<readonly FaultyReport[]> {
  const { sid, participantId, reportedAt, faults } = routeReports;
  return reader
    .select({ sid, participantId, reportedAt, faults })
    .from(routeReports)
    .where(and(eq(routeReports.meetingId, meetingId), ne(faults, sql`'[]'::jsonb`)))
    .orderBy(asc(reportedAt), asc(sid));
}

/** Hashes of all policies that reports of the meeting were judged by. */
export async function listPoliciesOf(reader: Reader, meetingId: string): Promise<readonly string[]> {
  const rows = await reader
    .select({ hash: routeReports.policyHash })
    .from(routeReports)
    .where(eq(routeReports.meetingId, meetingId))
    .groupBy(routeReports.policyHash)
    .orderBy(asc(routeReports.policyHash));
  return rows.map(({ hash }) => hash);
}

/** The nodes that reports named and nothing spoke against, each with the site that their ends lay at. */
export async function listNodesOf(
  reader: Reader,
  meetingId: string,
): Promise<readonly Readonly<{ nodeId: string; siteId: string }>[]> {
  const nodeId = sql<string>`${routeReports.report} ->> 'nodeId'`;
  const spokenFor = sql`not ${routeReports.faults} ?| array['node_differs', 'site_differs', 'remote_outside']`;
  const rows = await reader
    .select({ nodeId, siteId: routeReports.siteId })
    .from(routeReports)
    .where(and(eq(routeReports.meetingId, meetingId), isNotNull(routeReports.siteId), spokenFor))
    .groupBy(nodeId, routeReports.siteId)
    .orderBy(nodeId);
  return rows.flatMap(({ nodeId: id, siteId }) => (siteId === null || id === '' ? [] : [{ nodeId: id, siteId }]));
}
