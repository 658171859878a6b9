import type { DoorView } from '@sabha/domain/meeting/room-contract';

/** A participant in a live meeting; `change` says what is different. */
export function door(change: Partial<DoorView>): DoorView {
  return {
    participantId: '0193d0c8-0000-7000-8000-000000000001',
    displayName: 'Asha Verma',
    status: 'admitted',
    role: 'participant',
    stage: 'none',
    meeting: {
      meetingId: '0193d0c8-0000-7000-8000-00000000000a',
      joinCode: 'abc-defg-hjk',
      kind: 'meeting',
      title: 'Weekly review',
      status: 'live',
      startsAt: '2026-11-22T04:30:00.000Z',
      durationMinutes: 60,
      timeZone: 'Asia/Kolkata',
      organiserName: 'Ravi Menon',
      locked: false,
      options: { waitingRoom: 'everyone', screenShare: 'host', chat: true, site: null, abroad: 'allowed' },
    },
    ...change,
  };
}
