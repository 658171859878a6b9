/**
 * The call's way from the first pass to the last word, as a pure machine: an event in, the next phase and at most one thing
 * to do out. call-session.ts carries it out.
 */
import type { DisconnectReason } from 'livekit-client';
import type { ErrorCode } from '@sabha/domain/errors';
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { endFromDisconnect, endFromDoor, meaningOfRefusal, type EndReason, type RetryReason } from './end-reason.ts';
import { queueReasonOf, type QueueReason } from './queue-reason.ts';

export type CallPhase =
  | Readonly<{ kind: 'joining'; as: 'first' | 'speaker' | 'audience' }>
  | Readonly<{ kind: 'live' }>
  | Readonly<{ kind: 'mending' }> // livekit-client repairs the connection by itself
  | Readonly<{ kind: 'rejoining'; attempt: number; why: RetryReason }>
  | Readonly<{ kind: 'queued'; attempt: number; why: QueueReason }> // no media server may take them now
  | Readonly<{ kind: 'ended'; reason: EndReason; id: string | null }>;

export type CallEvent =
  | Readonly<{ kind: 'connected' }>
  | Readonly<{ kind: 'mending' }>
  | Readonly<{ kind: 'mended' }>
  | Readonly<{ kind: 'disconnected'; reason: DisconnectReason | undefined }>
  | Readonly<{ kind: 'refused'; code: ErrorCode; id: string | null; reason?: string | null }>
  | Readonly<{ kind: 'connect_failed' }>
  | Readonly<{ kind: 'unsupported' }>
  | Readonly<{ kind: 'outside' }> // media went, or was to go, outside the policy
  | Readonly<{ kind: 'door'; before: DoorView; now: DoorView; pass: Pick<CallPass, 'role' | 'mayPublish'> | null }>
  | Readonly<{ kind: 'retry_wanted' }> // the person, or a network that came back
  | Readonly<{ kind: 'left' }>
  | Readonly<{ kind: 'come_back' }>;

export type CallEffect = 'join_now' | 'join_later' | 'close';
export type CallStep = Readonly<{ phase: CallPhase; effect?: CallEffect }>;

export const firstPhase: CallPhase = { kind: 'joining', as: 'first' };

export function nextPhase(phase: CallPhase, event: CallEvent): CallStep {
  if (phase.kind === 'ended') return event.kind === 'come_back' ? { phase: firstPhase, effect: 'join_now' } : { phase };
  switch (event.kind) {
    case 'connected':
    case 'mended':
      return { phase: { kind: 'live' } };
    case 'mending':
      return { phase: phase.kind === 'live' ? { kind: 'mending' } : phase };
    case 'disconnected': {
      const reason = endFromDisconnect(event.reason);
      return reason === null ? retry(phase, 'lost') : end(reason);
    }
    case 'refused': {
      const queue = event.code === 'media_unavailable' ? queueReasonOf(event.reason) : null;
      if (queue !== null) return enqueue(phase, queue);
      const meaning = meaningOfRefusal(event.code);
      return 'end' in meaning ? end(meaning.end, event.id) : retry(phase, meaning.retry);
    }
    case 'connect_failed':
      return retry(phase, 'lost');
    case 'unsupported':
      return end('unsupported');
    case 'outside':
      return end('outside_country');
    case 'door':
      return afterDoor(phase, event);
    case 'retry_wanted':
      return phase.kind === 'rejoining' || phase.kind === 'queued' ? { phase, effect: 'join_now' } : { phase };
    case 'left':
      return end('left');
    case 'come_back':
      return { phase };
  }
}

function end(reason: EndReason, id: string | null = null): CallStep {
  return { phase: { kind: 'ended', reason, id }, effect: 'close' };
}

function retry(phase: CallPhase, why: RetryReason): CallStep {
  const attempt = phase.kind === 'rejoining' ? phase.attempt + 1 : 0;
  return { phase: { kind: 'rejoining', attempt, why }, effect: 'join_later' };
}

function enqueue(phase: CallPhase, why: QueueReason): CallStep {
  const attempt = phase.kind === 'queued' ? phase.attempt + 1 : 0;
  return { phase: { kind: 'queued', attempt, why }, effect: 'join_later' };
}

/** A pass says for good what its bearer may do, so a change of role or of place needs a new one. */
function afterDoor(phase: CallPhase, { before, now, pass }: Extract<CallEvent, { kind: 'door' }>): CallStep {
  const reason = endFromDoor(now);
  if (reason !== null) return end(reason);
  const speaks = now.role !== 'audience' || now.stage === 'on_stage';
  const moved = before.role !== now.role || (before.stage === 'on_stage') !== (now.stage === 'on_stage');
  // The pass may be ahead of the door's word: a rejoin, or the pass itself, was what changed it.
  const fits = pass !== null && pass.role === now.role && pass.mayPublish === speaks;
  if (!moved || fits) return { phase };
  return { phase: { kind: 'joining', as: speaks ? 'speaker' : 'audience' }, effect: 'join_now' };
}
