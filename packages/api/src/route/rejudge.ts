/** Holds the media server's own view of a session against what its client said before that view was there. */
import { findParticipant } from '@sabha/db/stores/participants';
import { findRoomById } from '@sabha/db/stores/rooms';
import { findServerView, listReportsOf, lockSession, type RouteRow, setFaults } from '@sabha/db/stores/routes';
import { type Consequence } from '@sabha/domain/residency/route-consequence';
import { judgeRoute, type RouteFault } from '@sabha/domain/residency/route';
import type { Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { byLog, putOut, recordVerdict, type RouteSession, serverViewOf } from './verdict.ts';

/** Safe to repeat: what was found once stays found, and is recorded once. */
export async function rejudge(context: Context, sid: string): Promise<void> {
  const toPutOut: Readonly<{ meetingId: string; identity: string }>[] = [];
  await actIfNeeded(context, async (unit, skip) => {
    const held = await lockSession(unit.tx, sid);
    const reports = held ? await listReportsOf(unit.tx, sid) : [];
    if (!held || reports.length === 0) return skip();
    const room = await findRoomById(unit.tx, { meetingId: held.meetingId, email: null });
    if (!room) throw new Error('a session in no meeting');
    const { id: meetingId, ministryId, mediaSiteId: siteId } = room;
    const session = { sid, meetingId, ministryId, siteId, participantId: held.participantId };
    const found = await judgeAgain(unit, { context, session, reports });
    if (found.length === 0) return skip();
    const participant = await findParticipant(unit.tx, session);
    if (!participant || held.isOver || !found.includes('put_out')) return;
    toPutOut.push({ meetingId: room.id, identity: participant.identity });
  });
  for (const who of toPutOut) await putOut(context, who);
}

/** The policy and the place of the room were held against a report when it came, and may be others by now: only the log is new. */
const nowhere = { mediaNodeId: null, mediaSiteId: null };

type Again = Readonly<{ context: Context; session: RouteSession; reports: readonly RouteRow[] }>;

async function judgeAgain({ tx, record }: Unit, { context, session, reports }: Again): Promise<readonly Consequence[]> {
  const { residency } = context.services;
  const logged = await findServerView(tx, session.sid);
  const first = reports.find(({ report }) => report.pairs.length > 0);
  const found: Consequence[] = [];
  for (const row of reports) {
    const report = { ...row.report, joinCode: '' };
    const verdict = judgeRoute(residency.policy, report, serverViewOf({ room: nowhere, logged, isFirst: row === first }));
    const faults: readonly RouteFault[] = [...new Set([...row.faults, ...verdict.faults.filter((fault) => byLog.has(fault))])];
    if (faults.length === row.faults.length) continue;
    await setFaults(tx, { ...row, faults });
    const judged = { report: row.report, verdict: { ...verdict, faults } };
    const consequence = await recordVerdict({ tx, record }, { context, session }, judged);
    if (consequence !== null) found.push(consequence);
  }
  return found;
}
