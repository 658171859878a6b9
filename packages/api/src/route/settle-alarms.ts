/** Alarms about routes end with what they are about; and whoever was to be put out and could not be, is put out now. */
import { clearAlarm, listLastingAlarms } from '@sabha/db/stores/residency-alarms';
import { findParticipant } from '@sabha/db/stores/participants';
import { findSession } from '@sabha/db/stores/routes';
import { findRoomById } from '@sabha/db/stores/rooms';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../jobs/run.ts';
import { putOut } from './verdict.ts';

type Alarm = Awaited<ReturnType<typeof listLastingAlarms>>[number];

export async function settleRouteAlarms(context: Context): Promise<void> {
  for (const alarm of await listLastingAlarms(context.services.db, ['route_violation', 'route_refused'])) {
    if (await isOver(context, alarm)) await clear(context, alarm);
    else if (alarm.detail['done'] === 'put_out') await putOutAgain(context, alarm);
  }
}

async function isOver({ services: { db } }: Context, { kind, subject, meetingId }: Alarm): Promise<boolean> {
  if (kind === 'route_violation') return (await findSession(db, subject))?.isOver ?? true;
  const room = meetingId === null ? undefined : await findRoomById(db, { meetingId, email: null });
  return room?.status !== 'live';
}

async function clear(context: Context, { kind, subject, meetingId }: Alarm): Promise<void> {
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    if ((await clearAlarm(tx, { kind, subject, at: context.services.clock() })) === null) return skip();
    const about = meetingId !== null && { meetingId };
    record({ event: 'residency.alarm_cleared', outcome: 'ok', ...about, detail: { kind, subject } });
  });
}

async function putOutAgain(context: Context, { subject }: Alarm): Promise<void> {
  const session = await findSession(context.services.db, subject);
  const participant = session && (await findParticipant(context.services.db, session));
  if (participant) await putOut(context, { meetingId: participant.meetingId, identity: participant.identity });
}
