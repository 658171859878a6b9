import { DisconnectReason } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import type { DoorView, StageState } from '@sabha/domain/meeting/room-contract';
import { nextPhase, type CallEvent, type CallPhase } from './call-phase.ts';
import { door } from './testing/door.ts';

const live: CallPhase = { kind: 'live' };
const joining: CallPhase = { kind: 'joining', as: 'first' };
const rejoining = (attempt: number): CallPhase => ({ kind: 'rejoining', attempt, why: 'lost' });
const ended = (reason: string, id: string | null = null) => ({ phase: { kind: 'ended', reason, id }, effect: 'close' });

describe('a lost connection', () => {
  const rows: readonly (readonly [string, DisconnectReason | undefined, object])[] = [
    ['the media server died', undefined, { phase: rejoining(0), effect: 'join_later' }],
    ['the media server stopped', DisconnectReason.SERVER_SHUTDOWN, { phase: rejoining(0), effect: 'join_later' }],
    ['the token ran out', DisconnectReason.JOIN_FAILURE, { phase: rejoining(0), effect: 'join_later' }],
    [
      'removed: only the door knows whether for good',
      DisconnectReason.PARTICIPANT_REMOVED,
      { phase: rejoining(0), effect: 'join_later' },
    ],
    ['the room is gone: only the door knows why', DisconnectReason.ROOM_DELETED, { phase: rejoining(0), effect: 'join_later' }],
    ['the browser froze the page', DisconnectReason.CLIENT_INITIATED, { phase: rejoining(0), effect: 'join_later' }],
    ['a second tab took the place', DisconnectReason.DUPLICATE_IDENTITY, ended('elsewhere')],
  ];
  it.each(rows)('%s', (_, reason, step) => {
    expect(nextPhase(live, { kind: 'disconnected', reason })).toEqual(step);
  });
});

describe('an answer of the portal', () => {
  const refused = (code: Extract<CallEvent, { kind: 'refused' }>['code']): CallEvent => ({ kind: 'refused', code, id: 'r1' });
  it.each([
    ['removed_by_host', 'removed'],
    ['entry_denied', 'denied'],
    ['meeting_ended', 'ended'],
    ['meeting_cancelled', 'cancelled'],
    ['meeting_locked', 'locked'],
    ['not_signed_in', 'signed_out'],
    ['join_refused', 'refused'],
    ['abroad_refused', 'abroad'],
    ['not_found', 'refused'],
  ] as const)('%s ends the call as %s, with the id that leads to the log', (code, reason) => {
    expect(nextPhase(rejoining(2), refused(code))).toEqual(ended(reason, 'r1'));
  });

  it.each([
    ['media_unavailable', 'media_unavailable'],
    ['too_many_attempts', 'too_many_attempts'],
    ['waiting_for_host', 'waiting'],
    ['internal', 'lost'],
  ] as const)('%s is tried again as %s', (code, why) => {
    expect(nextPhase(rejoining(2), refused(code))).toEqual({
      phase: { kind: 'rejoining', attempt: 3, why },
      effect: 'join_later',
    });
  });

  it('counts attempts from the first failure, and anew after a success', () => {
    expect(nextPhase(joining, { kind: 'connect_failed' }).phase).toEqual(rejoining(0));
    expect(nextPhase(rejoining(0), { kind: 'connect_failed' }).phase).toEqual(rejoining(1));
    expect(nextPhase(rejoining(7), { kind: 'connected' })).toEqual({ phase: live });
  });
});

describe('the queue', () => {
  const queued = (attempt: number): CallPhase => ({ kind: 'queued', attempt, why: 'full' });
  const turnedAway: CallEvent = { kind: 'refused', code: 'media_unavailable', id: 'r1', reason: 'overloaded' };

  it('takes in whom the fence turns away, whatever they were doing, and counts', () => {
    expect(nextPhase(joining, turnedAway)).toEqual({ phase: queued(0), effect: 'join_later' });
    expect(nextPhase(rejoining(4), turnedAway)).toEqual({ phase: queued(0), effect: 'join_later' });
    expect(nextPhase(queued(0), turnedAway)).toEqual({ phase: queued(1), effect: 'join_later' });
    expect(nextPhase(queued(1), { ...turnedAway, reason: 'stranger_seen' }).phase).toMatchObject({ why: 'closed' });
  });

  it('is left for the call, for the network that failed, and by the person', () => {
    expect(nextPhase(queued(3), { kind: 'connected' })).toEqual({ phase: live });
    expect(nextPhase(queued(3), { kind: 'connect_failed' }).phase).toEqual(rejoining(0));
    expect(nextPhase(queued(3), { kind: 'retry_wanted' })).toEqual({ phase: queued(3), effect: 'join_now' });
    expect(nextPhase(queued(3), { kind: 'left' })).toEqual(ended('left'));
  });

  it('is for the fence alone: a media server that does not answer, or another refusal, is none', () => {
    expect(nextPhase(joining, { ...turnedAway, reason: null }).phase).toMatchObject({ kind: 'rejoining' });
    expect(nextPhase(joining, { ...turnedAway, reason: 'constructor' }).phase).toMatchObject({ kind: 'rejoining' });
    expect(nextPhase(joining, { ...turnedAway, code: 'meeting_ended' })).toEqual(ended('ended', 'r1'));
  });
});

describe("the door's word", () => {
  const event = (before: Partial<DoorView>, now: Partial<DoorView>, mayPublish: boolean): CallEvent => ({
    kind: 'door',
    before: door(before),
    now: door(now),
    pass: { role: before.role ?? 'participant', mayPublish },
  });
  const audience = (stage: StageState): Partial<DoorView> => ({ role: 'audience', stage });

  it.each([
    [{ status: 'removed' }, 'removed'],
    [{ status: 'denied' }, 'denied'],
    [{ meeting: { ...door({}).meeting, status: 'ended' } }, 'ended'],
    [{ meeting: { ...door({}).meeting, status: 'cancelled' } }, 'cancelled'],
  ] as const)('%o ends the call', (now, reason) => {
    expect(nextPhase(live, event({}, now as Partial<DoorView>, true))).toEqual(ended(reason));
  });

  it('a hand and an invitation change nothing yet', () => {
    expect(nextPhase(live, event(audience('none'), audience('hand_raised'), false))).toEqual({ phase: live });
    expect(nextPhase(live, event(audience('hand_raised'), audience('invited'), false))).toEqual({ phase: live });
  });

  it('going on stage and coming back need a new pass', () => {
    expect(nextPhase(live, event(audience('invited'), audience('on_stage'), false))).toEqual({
      phase: { kind: 'joining', as: 'speaker' },
      effect: 'join_now',
    });
    expect(nextPhase(live, event(audience('on_stage'), audience('none'), true))).toEqual({
      phase: { kind: 'joining', as: 'audience' },
      effect: 'join_now',
    });
  });

  it('does not rejoin when a rejoin has already brought the right pass', () => {
    expect(nextPhase(live, event(audience('on_stage'), audience('none'), false))).toEqual({ phase: live });
  });

  it('a new role needs a new pass, unless it was the pass that brought it', () => {
    const promoted = event({ role: 'participant' }, { role: 'host' }, true);
    expect(nextPhase(live, promoted).effect).toBe('join_now');
    expect(nextPhase(live, { ...promoted, pass: { role: 'host', mayPublish: true } } as CallEvent)).toEqual({ phase: live });
  });

  it('fetches anew when the place changed while the first pass was on its way', () => {
    const invited = { ...event(audience('invited'), audience('on_stage'), false), pass: null } as CallEvent;
    expect(nextPhase(joining, invited).effect).toBe('join_now');
  });
});

describe('media outside the policy', () => {
  it.each([
    ['while it joins', joining],
    ['while it is live', live],
    ['while it is put out for the same reason', rejoining(1)],
  ] as const)('ends the call, %s', (...[, phase]) => {
    expect(nextPhase(phase, { kind: 'outside' })).toEqual(ended('outside_country'));
  });

  it('is the last word: nothing joins again by itself', () => {
    const { phase } = nextPhase(live, { kind: 'outside' });
    for (const event of [{ kind: 'connected' }, { kind: 'connect_failed' }, { kind: 'retry_wanted' }] as const)
      expect(nextPhase(phase, event)).toEqual({ phase });
  });
});

describe('what the person wants', () => {
  it('leaves at any time, and after that nothing but coming back counts', () => {
    expect(nextPhase(rejoining(3), { kind: 'left' })).toEqual(ended('left'));
    const { phase } = nextPhase(live, { kind: 'left' });
    expect(nextPhase(phase, { kind: 'connected' })).toEqual({ phase });
    expect(nextPhase(phase, { kind: 'come_back' })).toEqual({ phase: joining, effect: 'join_now' });
  });

  it('tries again at once only while it waits to', () => {
    expect(nextPhase(rejoining(3), { kind: 'retry_wanted' })).toEqual({ phase: rejoining(3), effect: 'join_now' });
    expect(nextPhase(live, { kind: 'retry_wanted' })).toEqual({ phase: live });
  });
});

it("livekit-client's own repair shows only from a live call", () => {
  expect(nextPhase(live, { kind: 'mending' })).toEqual({ phase: { kind: 'mending' } });
  expect(nextPhase({ kind: 'mending' }, { kind: 'mended' })).toEqual({ phase: live });
  expect(nextPhase(rejoining(1), { kind: 'mending' })).toEqual({ phase: rejoining(1) });
});
