import type { ErrorCode } from '@sabha/domain/errors';
import { whyOut as whyPutOut } from '@sabha/domain/meeting/door';
import type { DoorView } from '@sabha/domain/meeting/room-contract';

/** What the person of this door is to do now. */
export type LobbyStep = 'preview' | 'waiting' | 'call' | 'out';

export type LobbyFacts = Readonly<{
  door: DoorView;
  /** The server's last word on this door, if it had to say one. */
  refusal?: ErrorCode | null;
  /** The person has seen the preview and said "go on", in this tab. */
  isReady: boolean;
  /** The call was begun in this page: it shows its own end. */
  wasInCall: boolean;
}>;

/** The audience is never asked for a device: it is ready from the beginning. */
export function lobbyStep({ door, refusal = null, isReady, wasInCall }: LobbyFacts): LobbyStep {
  if (wasInCall) return 'call';
  if (refusal !== null) return 'out';
  const { status, role, meeting } = door;
  if (whyPutOut(status) !== null || meeting.status === 'ended' || meeting.status === 'cancelled') return 'out';
  if (!isReady && !isSilent(door)) return 'preview';
  if (role === 'host') return 'call';
  return status === 'admitted' && meeting.status === 'live' ? 'call' : 'waiting';
}

/** What the server draws, and all there is without a script: whoever will be asked for no device sees no preview either. */
export function firstStep(door: DoorView): LobbyStep {
  const step = lobbyStep({ door, isReady: false, wasInCall: false });
  return step === 'call' ? 'waiting' : step;
}

/** Somebody who can be neither seen nor heard at the moment. */
export function isSilent({ role, stage }: Pick<DoorView, 'role' | 'stage'>): boolean {
  return role === 'audience' && stage !== 'on_stage';
}

/** Which error explains why somebody is out. */
export function whyOut({
  status,
  meeting,
}: DoorView): 'entry_denied' | 'removed_by_host' | 'not_called' | 'meeting_ended' | 'meeting_cancelled' {
  const out = whyPutOut(status);
  if (out !== null) return out;
  return meeting.status === 'cancelled' ? 'meeting_cancelled' : 'meeting_ended';
}
