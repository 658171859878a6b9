/**
 * Alarms about routes end with what they are about. Whoever was to be put out and could not be, is put out now; and so is a
 * session whose contradiction has outlasted any lag of ours.
 */
import { type Alarm, listLastingAlarms } from '@sabha/db/stores/residency-alarms';
import { findParticipant } from '@sabha/db/stores/participants';
import { findSession } from '@sabha/db/stores/routes';
import { findRoomById } from '@sabha/db/stores/rooms';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { recordAlarmOver } from '../residency/record-alarm.ts';
import { settleContradiction } from './contradiction.ts';
import { putOut } from './verdict.ts';

/** A room that moves is written down, and its people report anew, within seconds; the reconciler takes ten. */
const LAG_MS = 30_000;

export async function settleRouteAlarms(context: Context): Promise<void> {
  const { db, clock } = context.services;
  const outlasted = clock().getTime() - LAG_MS;
  for (const alarm of await listLastingAlarms(db, ['route_violation', 'route_refused'])) {
    if (await isOver(context, alarm)) await clear(context, alarm);
    else if (alarm.detail['done'] === 'put_out') await putOutAgain(context, alarm);
    else if (alarm.detail['done'] === 'flag' && alarm.raisedAt.getTime() <= outlasted) await settleContradiction(context, alarm);
  }
}

async function isOver({ services: { db } }: Context, { kind, subject, meetingId }: Alarm): Promise<boolean> {
  if (kind === 'route_violation') return (await findSession(db, subject))?.isOver ?? true;
  const room = meetingId === null ? undefined : await findRoomById(db, { meetingId, email: null });
  return room?.status !== 'live';
}

async function clear(context: Context, alarm: Alarm): Promise<void> {
  await actIfNeeded(context, async (unit, skip) => {
    if (!(await recordAlarmOver(unit, context, alarm))) skip();
  });
}

async function putOutAgain(context: Context, { subject }: Alarm): Promise<void> {
  const session = await findSession(context.services.db, subject);
  const participant = session && (await findParticipant(context.services.db, session));
  if (participant) await putOut(context, { meetingId: participant.meetingId, identity: participant.identity });
}
