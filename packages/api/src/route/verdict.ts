/** What was found in a route, with what follows from it. */
import { clearAlarm, raiseAlarm } from '@sabha/db/stores/residency-alarms';
import type { ServerViewRow } from '@sabha/db/stores/routes';
import { type Consequence, consequenceOf } from '@sabha/domain/residency/route-consequence';
import { endOf, type RouteReport, type RouteVerdict, type ServerView } from '@sabha/domain/residency/route';
import type { Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { enforce } from '../host/enforce.ts';

/** A session, and the meeting it is in. No name and no address. */
export type RouteSession = Readonly<{ sid: string; meetingId: string; ministryId: string; participantId: string }>;
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
    offered: logged?.offered ?? null,
  };
}

/** The audit entry and the alarm; whoever is to be put out is put out after the commit. */
export async function recordVerdict(
  { tx, record }: Pick<Unit, 'tx' | 'record'>,
  session: RouteSession,
  { report, verdict, at }: Readonly<{ report: Sent; verdict: RouteVerdict; at: Date }>,
): Promise<Consequence | null> {
  const { sid, meetingId, ministryId, participantId } = session;
  const { faults, siteId } = verdict;
  const consequence = consequenceOf(faults);
  const alarm = { kind: 'route_violation', subject: sid } as const;
  if (consequence === null) {
    const cleared = await clearAlarm(tx, { ...alarm, at });
    if (cleared !== null) record({ event: 'residency.alarm_cleared', outcome: 'ok', meetingId, ministryId, detail: alarm });
    return null;
  }
  const detail = { sid, sequence: report.sequence, faults, done: consequence };
  record({ event: 'residency.violation', outcome: 'ok', meetingId, ministryId, subjectId: participantId, detail });
  const ends = report.pairs.map(({ remote, relay }) => ({ end: endOf(remote), relay: relay?.url ?? null }));
  const said = { faults, done: consequence, nodeId: report.nodeId, ends, iceServers: report.iceServers };
  const raised = await raiseAlarm(tx, { ...alarm, siteId, meetingId, detail: said, at });
  if (raised !== null) record({ event: 'residency.alarm_raised', outcome: 'refused', meetingId, ministryId, detail: alarm });
  return consequence;
}

/** The whole session, with whatever else its participant holds on the media server: the rest is no better. */
export async function putOut(context: Context, { meetingId, identity }: Readonly<{ meetingId: string; identity: string }>) {
  await enforce(context, 'evict', () => context.services.media.evict(meetingId, identity));
}
