/** Client and media server contradict each other, and still do after any lag of ours: then one of them lies, and the session ends. */
import { findParticipant, type Participant } from '@sabha/db/stores/participants';
import type { Alarm } from '@sabha/db/stores/residency-alarms';
import { findRoomById, type Room } from '@sabha/db/stores/rooms';
import { findServerView, listReportsOf, lockSession, type RouteRow } from '@sabha/db/stores/routes';
import { judgeRoute, type RouteVerdict } from '@sabha/domain/residency/route';
import type { Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { recordAlarmOver } from '../residency/record-alarm.ts';
import { byLog, offeredBy, putOut, recordViolation } from './verdict.ts';

/** Either it is gone with the lag and the alarm ends; or the alarm is raised again as what it is, and the session is put out. */
export async function settleContradiction(context: Context, alarm: Alarm): Promise<void> {
  const toPutOut: Participant[] = [];
  await actIfNeeded(context, async (unit, skip) => {
    const { subject: sid } = alarm;
    const session = await lockSession(unit.tx, sid);
    const reports = await listReportsOf(unit.tx, sid);
    const last = reports.at(-1);
    if (!session || session.isOver || !last) return skip();
    const room = await findRoomById(unit.tx, { meetingId: session.meetingId, email: null });
    const participant = await findParticipant(unit.tx, session);
    if (!room || !participant) throw new Error('a session in no meeting, or of nobody');
    const verdict = await judgeNow(unit, { context, room, reports, last });
    if (!(await recordAlarmOver(unit, context, alarm))) return skip(); // somebody else was faster
    if (verdict.faults.length === 0) return;
    const about = {
      context,
      session: { ...session, ministryId: room.ministryId, siteId: room.mediaSiteId },
      done: 'put_out',
    } as const;
    await recordViolation(unit, about, { report: last.report, verdict });
    toPutOut.push(participant);
  });
  for (const { meetingId, identity } of toPutOut) await putOut(context, { meetingId, identity });
}

type Now = Readonly<{ context: Context; room: Room; reports: readonly RouteRow[]; last: RouteRow }>;

/** The last report against where the room is now. What the log contradicted stays contradicted: it says nothing twice. */
async function judgeNow({ tx }: Pick<Unit, 'tx'>, { context, room, reports, last }: Now): Promise<RouteVerdict> {
  const { mediaNodeId: nodeId, mediaSiteId: siteId } = room;
  const offered = offeredBy(await findServerView(tx, last.sid));
  const report = { ...last.report, joinCode: '' };
  const verdict = judgeRoute(context.services.residency.policy, report, { nodeId, siteId, connection: null, offered });
  const logged = reports.flatMap(({ faults }) => faults.filter((fault) => byLog.has(fault)));
  return { ...verdict, faults: [...new Set([...verdict.faults, ...logged])] };
}
