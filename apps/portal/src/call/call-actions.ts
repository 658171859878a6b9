/** What the room asks of the portal. The room owns this interface; features/call/actions.ts meets it over tRPC. */
import type { ErrorCode } from '@sabha/domain/errors';
import type { CallPass, HostView, trackSources } from '@sabha/domain/meeting/room-contract';
import type { RefusedEnd, RouteAnswer } from '@sabha/domain/residency/route-contract';
import type { Report } from './route/route-reporter.ts';

export type TrackSource = (typeof trackSources)[number];

/** The portal answered, and the answer is no. Every other error means that it could not be asked. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: ErrorCode;
  /** Leads to the log; null when the answer carried none. */
  readonly id: string | null;
  /** Which of the reasons behind the code it was, where the answer tells. */
  readonly reason: string | null;

  constructor(code: ErrorCode, id: string | null, reason: string | null = null) {
    super(code);
    this.code = code;
    this.id = id;
    this.reason = reason;
  }
}

export interface CallActions {
  /** A new pass for each connection: a pass is good for one first use within minutes. */
  getPass(): Promise<CallPass>;
  leave(): Promise<void>;
  /** Where sound and picture go. */
  reportRoute(report: Report): Promise<RouteAnswer>;
  /** Where the browser was sent and did not go. */
  reportRefusal(ends: readonly RefusedEnd[]): Promise<void>;
  /** Lowering the hand also declines an invitation to the stage. */
  raiseHand(raised: boolean): Promise<void>;
  acceptStage(): Promise<void>;
  leaveStage(): Promise<void>;
  /** Used only where the door says that this person hosts; the API decides again. */
  readonly host: HostActions;
}

export interface HostActions {
  /** Calls `listener` with the whole picture on every change, and again after a lost connection. */
  subscribe(listener: (view: HostView) => void): () => void;
  admit(participantId: string): Promise<void>;
  deny(participantId: string): Promise<void>;
  admitAll(): Promise<void>;
  denyAll(): Promise<void>;
  mute(participantId: string, source: TrackSource): Promise<void>;
  muteAll(): Promise<void>;
  remove(participantId: string): Promise<void>;
  lock(locked: boolean): Promise<void>;
  end(): Promise<void>;
  inviteToStage(participantId: string): Promise<void>;
  returnToAudience(participantId: string): Promise<void>;
  lowerHand(participantId: string): Promise<void>;
}
