/** What was found in a route, with what follows from it. */
import { listReportsOf, type ServerViewRow } from '@sabha/db/stores/routes';
import { type Consequence, consequenceOf } from '@sabha/domain/residency/route-consequence';
import { endOf, type RouteFault, type RouteReport, type RouteVerdict, type ServerView } from '@sabha/domain/residency/route';
import type { Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { enforce } from '../host/enforce.ts';
import { recordAlarm, recordAlarmOver } from '../residency/record-alarm.ts';

/**
 * A session, and the meeting it is in. No name and no address. `siteId`: where the portal has put the meeting, which is where a
 * violation counts; what a client says of places would let it stain any site that it likes.
 */
export type RouteSession = Readonly<{
  sid: string;
  meetingId: string;
  ministryId: string;
  participantId: string;
  siteId: string | null;
}>;
type Sent = Omit<RouteReport, 'joinCode'>;

type Sources = Readonly<{
  room: Readonly<{ mediaNodeId: string | null; mediaSiteId: string | null }>;
  logged: ServerViewRow | undefined;
  /** The first report of its session that names a pair. */
  isFirst: boolean;
}>;

/** The media server logs the way of a session once, when it begins: held against the first report, and no later one. */
export function serverViewOf({ room, logged, isFirst }: Sources): ServerView {
  return {
    nodeId: room.mediaNodeId,
    siteId: room.mediaSiteId,
    connection: isFirst ? (logged?.connection ?? null) : null,
    offered: offeredBy(logged),
  };
}

/** A log that names no end of the server's says nothing of ends: as after an update that calls them otherwise. */
export const offeredBy = (logged: Pick<ServerViewRow, 'offered'> | undefined): readonly string[] | null =>
  logged && logged.offered.length > 0 ? logged.offered : null;

/** Faults that the media server's log found: it says them once, so a later report without fault does not take them back. */
export const byLog: ReadonlySet<RouteFault> = new Set(['pair_not_offered', 'relay_contradicted']);

type Recorder = Pick<Unit, 'tx' | 'record'>;
type Judged = Readonly<{ report: Sent; verdict: RouteVerdict }>;

/** The audit entry and the alarm; whoever is to be put out is put out after the commit. */
export async function recordVerdict(
  unit: Recorder,
  { context, session }: Readonly<{ context: Context; session: RouteSession }>,
  judged: Judged,
): Promise<Consequence | null> {
  const done = consequenceOf(judged.verdict.faults);
  if (done === null) {
    if (await mayEndAlarm(unit, session, judged))
      await recordAlarmOver(unit, context, { kind: 'route_violation', subject: session.sid, meetingId: session.meetingId });
    return null;
  }
  await recordViolation(unit, { context, session, done }, judged);
  return done;
}

/** Silence is no good report, and nobody reports themselves out of what ends their session. */
async function mayEndAlarm({ tx }: Recorder, { sid }: RouteSession, { report }: Judged): Promise<boolean> {
  if (report.pairs.length === 0) return false;
  const earlier = await listReportsOf(tx, sid);
  return earlier.every(({ faults }) => consequenceOf(faults) !== 'put_out' && !faults.some((fault) => byLog.has(fault)));
}

export async function recordViolation(
  unit: Recorder,
  { context, session, done }: Readonly<{ context: Context; session: RouteSession; done: Consequence }>,
  { report, verdict: { faults } }: Judged,
): Promise<void> {
  const { sid, meetingId, ministryId, participantId, siteId } = session;
  const detail = { sid, sequence: report.sequence, faults, done };
  unit.record({ event: 'residency.violation', outcome: 'ok', meetingId, ministryId, subjectId: participantId, detail });
  const ends = report.pairs.map(({ remote, relay }) => ({ end: endOf(remote), relay: relay?.url ?? null }));
  const said = { faults, done, nodeId: report.nodeId, ends, iceServers: report.iceServers };
  await recordAlarm(unit, context, { kind: 'route_violation', subject: sid, siteId, meetingId, ministryId, detail: said });
}

/** The whole session, with whatever else its participant holds on the media server: the rest is no better. */
export async function putOut(context: Context, { meetingId, identity }: Readonly<{ meetingId: string; identity: string }>) {
  await enforce(context, 'evict', () => context.services.media.evict(meetingId, identity));
}
