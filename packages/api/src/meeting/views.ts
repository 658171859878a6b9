import type { MeetingForViewer } from '@sabha/db/stores/meetings';
import type { MemberActor } from '@sabha/domain/actor';
import { formatJoinCode } from '@sabha/domain/meeting/codes';
import type { MeetingSummary } from '@sabha/domain/meeting/contract';
import { can } from '@sabha/domain/policy/can';
import type { MeetingFacts } from '@sabha/domain/policy/meeting';

/** What policy looks at. */
export function factsOf(meeting: MeetingForViewer): MeetingFacts {
  const { id, ministryId, departmentId, organiserId, kind, access, invitation } = meeting;
  return { meetingId: id, ministryId, departmentId, organiserId, kind, access, invitation };
}

export function summaryOf(actor: MemberActor, meeting: MeetingForViewer): MeetingSummary {
  return {
    meetingId: meeting.id,
    kind: meeting.kind,
    title: meeting.title,
    status: meeting.status,
    startsAt: meeting.startsAt.toISOString(),
    durationMinutes: meeting.durationMinutes,
    timeZone: meeting.timeZone,
    joinCode: formatJoinCode(meeting.joinCode),
    organiserName: meeting.organiserName,
    departmentName: meeting.departmentName,
    departmentNameHi: meeting.departmentNameHi,
    isHost: can(actor, 'room.host', factsOf(meeting)).allowed,
  };
}
