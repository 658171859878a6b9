import type { Participant } from '@sabha/db/stores/participants';
import type { Room } from '@sabha/db/stores/rooms';
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import type { DoorView } from '@sabha/domain/meeting/room-contract';

/** What a participant sees of their own way in. */
export function doorView(room: Room, { id, displayName, status, role, stage }: Participant): DoorView {
  return {
    participantId: id,
    displayName,
    status,
    role,
    stage,
    meeting: {
      meetingId: room.id,
      joinCode: formatJoinCode(room.joinCode),
      kind: room.kind,
      title: room.title,
      status: room.status,
      startsAt: room.startsAt.toISOString(),
      durationMinutes: room.durationMinutes,
      timeZone: room.timeZone,
      organiserName: room.organiserName,
      locked: room.locked,
      options: room.options,
    },
  };
}
