import type { ClientRefusal } from '@sabha/domain/residency/route-contract';
import { act, authorise } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { takePoints } from '../core/rate-limit.ts';
import { placeFacts, requirePlace } from '../join/place.ts';
import { recordAlarm } from '../residency/record-alarm.ts';
import { reportLimit } from './report.ts';

/**
 * A browser would not go where the media server sent it, and left. There may be no session that it could name, so it speaks
 * for its place; its word alone puts nobody out and closes no site, but it is recorded, and somebody looks.
 * @throws SabhaError join_refused, too_many_attempts, what the door says
 */
export async function recordClientRefusal(context: Context, { joinCode, ends }: ClientRefusal): Promise<void> {
  const place = await requirePlace(context, joinCode);
  const { room, participant } = place;
  await takePoints(context.services, [{ limit: reportLimit, key: participant.id }]);
  await authorise(place.context, 'room.take_part', placeFacts(place));
  await act(place.context, async ({ tx, record }) => {
    const done = 'client_left';
    const what = [...new Set(ends.map((end) => end.what))];
    const about = { meetingId: room.id, ministryId: room.ministryId, subjectId: participant.id };
    record({ event: 'residency.violation', outcome: 'ok', ...about, detail: { by: 'client', what, done } });
    const detail = { ends, what, done, nodeId: room.mediaNodeId };
    const where = { siteId: room.mediaSiteId, meetingId: room.id, ministryId: room.ministryId };
    const alarm = { kind: 'route_refused', subject: participant.id, ...where, detail } as const;
    await recordAlarm({ tx, record }, place.context, alarm);
  });
}
