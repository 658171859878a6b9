import { describe, expect, it, test } from 'vitest';
import { meetingStatuses, participantRoles, waitingRooms } from './contract.ts';
import { admitsAtOpening, type Comer, decideEntry, type DoorMeeting, moveAtDoor, whyNoPass } from './door.ts';
import { participantStatuses } from './room-contract.ts';

const live: DoorMeeting = { kind: 'meeting', status: 'live', locked: false, waitingRoom: 'everyone', watchful: false };
const webinar: DoorMeeting = { ...live, kind: 'webinar' };
const guest: Comer = { kind: 'guest', role: 'participant', returning: false };
const member: Comer = { ...guest, kind: 'member' };
const host: Comer = { ...member, role: 'host' };
const watcher: Comer = { ...guest, role: 'audience' };
const panellist: Comer = { ...member, role: 'panellist' };
const back: Comer = { ...guest, returning: true };

const waiting = { status: 'waiting' };
const admitted = { status: 'admitted' };
const refused = (code: string) => ({ refused: code });

test.each([
  // the waiting room, in a meeting that runs
  ['everyone waits: a guest', live, guest, null, waiting],
  ['everyone waits: a member', live, member, null, waiting],
  ['everyone waits: but no host', live, host, null, admitted],
  ['guests wait: a guest', { ...live, waitingRoom: 'guests' }, guest, null, waiting],
  ['guests wait: not a member', { ...live, waitingRoom: 'guests' }, member, null, admitted],
  ['nobody waits: a guest', { ...live, waitingRoom: 'off' }, guest, null, admitted],
  ['nobody waits: a member', { ...live, waitingRoom: 'off' }, member, null, admitted],
  // nobody before the host
  [
    'not started, waiting room off: a guest waits all the same',
    { ...live, status: 'scheduled', waitingRoom: 'off' },
    guest,
    null,
    waiting,
  ],
  ['not started: a member waits', { ...live, status: 'scheduled', waitingRoom: 'off' }, member, null, waiting],
  ['not started: the audience waits', { ...webinar, status: 'scheduled' }, watcher, null, waiting],
  ['not started: a host is in', { ...live, status: 'scheduled' }, host, null, admitted],
  // webinars
  ['webinar: the audience walks in', webinar, watcher, null, admitted],
  ['webinar: a panellist waits', webinar, panellist, null, waiting],
  ['webinar, nobody waits: a panellist with an account walks in', { ...webinar, waitingRoom: 'off' }, panellist, null, admitted],
  [
    'webinar, nobody waits: a guest with the passcode waits',
    { ...webinar, waitingRoom: 'off' },
    { ...panellist, kind: 'guest' },
    null,
    waiting,
  ],
  // from the address of somebody who was put out
  ['returning, nobody waits: waits', { ...live, waitingRoom: 'off' }, back, null, waiting],
  ['returning member: waits', { ...live, waitingRoom: 'off' }, { ...member, returning: true }, null, waiting],
  ['returning audience: walks in, for others share the address', webinar, { ...watcher, returning: true }, null, admitted],
  ['returning host: no', live, { ...host, returning: true }, null, admitted],
  // from elsewhere, after somebody was put out
  ['watchful, nobody waits: a guest waits', { ...live, waitingRoom: 'off', watchful: true }, guest, null, waiting],
  ['watchful, nobody waits: not a member', { ...live, waitingRoom: 'off', watchful: true }, member, null, admitted],
  ['watchful: the audience walks in', { ...webinar, watchful: true }, watcher, null, admitted],
  ['watchful: who is in comes back', { ...live, waitingRoom: 'off', watchful: true }, guest, 'admitted', admitted],
  // the lock
  ['locked: a guest', { ...live, locked: true }, guest, null, refused('meeting_locked')],
  ['locked: a member', { ...live, locked: true }, member, null, refused('meeting_locked')],
  ['locked: the audience', { ...webinar, locked: true }, watcher, null, refused('meeting_locked')],
  ['locked before the start: a guest', { ...live, locked: true, status: 'scheduled' }, guest, null, refused('meeting_locked')],
  ['locked: a co-host', { ...live, locked: true }, host, null, admitted],
  ['locked: who is in comes back', { ...live, locked: true }, guest, 'admitted', admitted],
  ['locked: who waits keeps waiting', { ...live, locked: true }, guest, 'waiting', waiting],
  // asking again
  ['again while waiting: still waiting', live, guest, 'waiting', waiting],
  ['again while waiting, though the waiting room was switched off', { ...live, waitingRoom: 'off' }, guest, 'waiting', waiting],
  ['again, now a host: in', live, host, 'waiting', admitted],
  ['again when admitted: in', live, guest, 'admitted', admitted],
  ['again when denied: never', live, guest, 'denied', refused('entry_denied')],
  ['again when removed: never', live, guest, 'removed', refused('removed_by_host')],
  ['a removed host: never', live, host, 'removed', refused('removed_by_host')],
  // over
  ['ended', { ...live, status: 'ended' }, guest, null, refused('meeting_ended')],
  ['ended, even the host', { ...live, status: 'ended' }, host, 'admitted', refused('meeting_ended')],
  ['cancelled', { ...live, status: 'cancelled' }, member, null, refused('meeting_cancelled')],
] as const)('%s', (...[, meeting, comer, before, expected]) => {
  expect(decideEntry(meeting, comer, before)).toEqual(expected);
});

describe('whatever the options', () => {
  const everyMeeting = meetingStatuses.flatMap((status) =>
    waitingRooms.flatMap((waitingRoom) =>
      [true, false].flatMap((locked) =>
        [true, false].flatMap((watchful) =>
          (['meeting', 'webinar'] as const).map((kind) => ({ kind, status, waitingRoom, locked, watchful })),
        ),
      ),
    ),
  );
  const everyComer = participantRoles.flatMap((role) =>
    (['member', 'guest'] as const).flatMap((kind) => [true, false].map((returning) => ({ kind, role, returning }))),
  );
  const cells = everyMeeting.flatMap((meeting) => everyComer.map((comer) => ({ meeting, comer })));

  it('admits nobody but a host before the meeting is live', () => {
    const early = cells.filter(({ meeting, comer }) => meeting.status === 'scheduled' && comer.role !== 'host');
    for (const { meeting, comer } of early)
      for (const before of [null, 'waiting'] as const) expect(decideEntry(meeting, comer, before)).not.toEqual(admitted);
  });

  it('lets nobody back who was put out', () => {
    for (const { meeting, comer } of cells)
      for (const before of ['denied', 'removed'] as const) expect(decideEntry(meeting, comer, before)).toHaveProperty('refused');
  });

  it('takes no newcomer but a host while it is locked', () => {
    for (const { meeting, comer } of cells.filter((cell) => cell.meeting.locked && cell.comer.role !== 'host'))
      expect(decideEntry(meeting, comer, null)).toHaveProperty('refused');
  });

  it('lets no guest in to speak without a nod after somebody was put out', () => {
    const guests = cells.filter(({ comer }) => comer.kind === 'guest' && comer.role !== 'audience' && comer.role !== 'host');
    for (const { meeting, comer } of guests.filter((cell) => cell.meeting.watchful))
      expect(decideEntry(meeting, comer, null)).not.toEqual(admitted);
  });

  it('admits at the opening exactly those who would walk into a live, open meeting', () => {
    for (const { meeting, comer } of cells) {
      const atOnce = decideEntry({ ...meeting, status: 'live', locked: false }, comer, null);
      expect(admitsAtOpening(meeting, comer)).toBe('status' in atOnce && atOnce.status === 'admitted');
    }
  });
});

test.each([
  ['waiting', 'admit', 'admitted'],
  ['waiting', 'deny', 'denied'],
  ['waiting', 'remove', null],
  ['admitted', 'admit', 'admitted'],
  ['admitted', 'deny', null],
  ['admitted', 'remove', 'removed'],
  ['denied', 'admit', null],
  ['denied', 'deny', 'denied'],
  ['denied', 'remove', null],
  ['removed', 'admit', null],
  ['removed', 'deny', null],
  ['removed', 'remove', 'removed'],
] as const)('%s, %s -> %s', (status, move, expected) => {
  expect(moveAtDoor(status, move)).toBe(expected);
});

describe('a pass', () => {
  test.each([
    ['live', 'admitted', 'participant', null],
    ['live', 'waiting', 'participant', 'waiting_for_host'],
    ['live', 'denied', 'participant', 'entry_denied'],
    ['live', 'removed', 'participant', 'removed_by_host'],
    ['scheduled', 'waiting', 'participant', 'meeting_not_started'],
    ['scheduled', 'admitted', 'participant', 'meeting_not_started'],
    ['scheduled', 'admitted', 'host', null],
    ['live', 'removed', 'host', 'removed_by_host'],
    ['ended', 'admitted', 'host', 'meeting_ended'],
    ['cancelled', 'admitted', 'participant', 'meeting_cancelled'],
  ] as const)('%s meeting, %s %s: %s', (...[meeting, status, role, expected]) => {
    expect(whyNoPass(meeting, { status, role })).toBe(expected);
  });

  it('is given to none but the admitted in a live meeting, hosts aside', () => {
    for (const meeting of meetingStatuses)
      for (const status of participantStatuses)
        for (const role of participantRoles.filter((one) => one !== 'host'))
          expect(whyNoPass(meeting, { status, role }) === null).toBe(meeting === 'live' && status === 'admitted');
  });
});
