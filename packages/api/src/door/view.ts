import type { Participant } from '@sabha/db/stores/participants';
import type { Room } from '@sabha/db/stores/rooms';
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import { whyOut } from '@sabha/domain/meeting/door';
import type { DoorView } from '@sabha/domain/meeting/room-contract';

type Shown = Pick<Participant, 'id' | 'displayName' | 'status' | 'role' | 'stage'>;

/** What a participant sees of their own way in. Whoever was put out learns that, and no more of the meeting. */
export function doorView(room: Room, { id, displayName, status, role, stage }: Shown): DoorView {
  const { id: meetingId, joinCode, kind } = room;
  const shown = whyOut(status) === null ? seenFromTheDoor(room) : nothing;
  const meeting = { meetingId, joinCode: formatJoinCode(joinCode), kind, ...shown };
  return { participantId: id, displayName, status, role, stage, meeting };
}

type SeenFromTheDoor = Omit<DoorView['meeting'], 'meetingId' | 'joinCode' | 'kind'>;

const seenFromTheDoor = (room: Room): SeenFromTheDoor => ({
  title: room.title,
  status: room.status,
  startsAt: room.startsAt.toISOString(),
  durationMinutes: room.durationMinutes,
  timeZone: room.timeZone,
  organiserName: room.organiserName,
  locked: room.locked,
  options: room.options,
});

const nothing: SeenFromTheDoor = {
  title: '',
  status: 'ended',
  startsAt: new Date(0).toISOString(),
  durationMinutes: 0,
  timeZone: 'UTC',
  organiserName: '',
  locked: true,
  options: { waitingRoom: 'everyone', screenShare: 'host', chat: false, site: null, abroad: 'refused' },
};
