import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { describe, expect, test } from 'vitest';
import { firstStep, lobbyStep, whyOut } from './lobby-step.ts';

const base: DoorView = {
  participantId: 'p',
  displayName: 'Asha',
  status: 'waiting',
  role: 'participant',
  stage: 'none',
  meeting: {
    meetingId: 'm',
    joinCode: 'k7m-4qtx-9hb',
    kind: 'meeting',
    title: 'Review',
    status: 'live',
    startsAt: '2026-11-23T05:00:00.000Z',
    durationMinutes: 60,
    timeZone: 'Asia/Kolkata',
    organiserName: 'Kiran',
    locked: false,
    options: { waitingRoom: 'everyone', screenShare: 'host', chat: true, site: null, abroad: 'allowed' },
  },
};
type Change = Partial<Omit<DoorView, 'meeting'>> & { meetingStatus?: DoorView['meeting']['status'] };
const doorOf = ({ meetingStatus = 'live', ...rest }: Change): DoorView => ({
  ...base,
  ...rest,
  meeting: { ...base.meeting, status: meetingStatus },
});

describe('the way through the lobby', () => {
  test.each([
    ['a guest sees the preview first', {}, false, 'preview'],
    ['an admitted guest too: nobody is thrown into a call with the camera on', { status: 'admitted' }, false, 'preview'],
    ['then waits', {}, true, 'waiting'],
    ['and is moved into the call', { status: 'admitted' }, true, 'call'],
    ['admitted before the start: waits on', { status: 'admitted', meetingStatus: 'scheduled' }, true, 'waiting'],
    ['a host opens the meeting', { role: 'host', status: 'admitted', meetingStatus: 'scheduled' }, true, 'call'],
    ['a host sees the preview too', { role: 'host', status: 'admitted' }, false, 'preview'],
    ['the audience is asked for no device', { role: 'audience', status: 'admitted' }, false, 'call'],
    ['the audience waits for the start', { role: 'audience', meetingStatus: 'scheduled' }, false, 'waiting'],
    [
      'whoever was called on stage and reloads sees the preview',
      { role: 'audience', stage: 'on_stage', status: 'admitted' },
      false,
      'preview',
    ],
    ['denied', { status: 'denied' }, true, 'out'],
    ['removed', { status: 'removed' }, false, 'out'],
    ['ended', { meetingStatus: 'ended' }, true, 'out'],
    ['cancelled', { meetingStatus: 'cancelled' }, true, 'out'],
  ] as const)('%s', (...[, change, isReady, step]) => {
    expect(lobbyStep({ door: doorOf(change), isReady, wasInCall: false })).toBe(step);
  });

  test('whoever is not expected any longer is out, and does not wait', () => {
    expect(lobbyStep({ door: doorOf({}), refusal: 'join_refused', isReady: true, wasInCall: false })).toBe('out');
  });

  test('a call that has begun shows its own end', () => {
    expect(lobbyStep({ door: doorOf({ status: 'removed' }), refusal: 'not_signed_in', isReady: true, wasInCall: true })).toBe(
      'call',
    );
  });
});

test.each([
  [{ status: 'removed', meetingStatus: 'ended' }, 'removed_by_host'],
  [{ status: 'denied' }, 'entry_denied'],
  [{ meetingStatus: 'cancelled' }, 'meeting_cancelled'],
  [{ meetingStatus: 'ended' }, 'meeting_ended'],
] as const)('%o is told as %s', (change, code) => {
  expect(whyOut(doorOf(change))).toBe(code);
});

test.each([
  ['a guest: the preview', {}, 'preview'],
  ['the audience of a webinar: no preview, which it never gets', { role: 'audience', status: 'admitted' }, 'waiting'],
  [
    'the audience on the stage: the preview, for it is asked for a microphone',
    { role: 'audience', status: 'admitted', stage: 'on_stage' },
    'preview',
  ],
  ['whoever is out: why', { status: 'removed' }, 'out'],
] as const)('before any script, %s', (_who, change, expected) => {
  expect(firstStep(doorOf(change))).toBe(expected);
});
