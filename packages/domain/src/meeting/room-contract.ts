/** What crosses the API about the door and the room: joining, the waiting room, tokens, host controls. */
import { z } from 'zod';
import { lineSchema } from '../organisation/contract.ts';
import type { Bounds } from '../residency/ice-server.ts';
import type { SiteName } from '../residency/route-contract.ts';
import type { MeetingKind, MeetingOptions, MeetingStatus, ParticipantRole } from './contract.ts';
import { joinCodeSchema, passcodeSchema } from './codes.ts';

/** So many hands may be up in one meeting: more no host can call. */
export const MAX_HANDS = 100;

/**
 * A participant's way through the door. Terminal for this link: denied and removed. `uncalled`: the organiser or the ministry
 * changed who may come; whoever may again asks again, like somebody new.
 */
export const participantStatuses = ['waiting', 'admitted', 'denied', 'removed', 'uncalled'] as const;
export type ParticipantStatus = (typeof participantStatuses)[number];

/** Where an audience member stands with the stage of a webinar. */
export const stageStates = ['none', 'hand_raised', 'invited', 'on_stage'] as const;
export type StageState = (typeof stageStates)[number];

export const displayNameSchema = lineSchema(80);
export const joinCodeInput = z.strictObject({ joinCode: joinCodeSchema });
export const joinAsGuestInput = z.strictObject({
  joinCode: joinCodeSchema,
  passcode: passcodeSchema,
  displayName: displayNameSchema,
});
export const joinAsAudienceInput = z.strictObject({ joinCode: joinCodeSchema, displayName: displayNameSchema.optional() });
export const raiseHandInput = z.strictObject({ joinCode: joinCodeSchema, raised: z.boolean() });
export const meetingInput = z.strictObject({ meetingId: z.uuid() });
export const participantInput = z.strictObject({ meetingId: z.uuid(), participantId: z.uuid() });
export const lockInput = z.strictObject({ meetingId: z.uuid(), locked: z.boolean() });
export const trackSources = ['microphone', 'camera', 'screen_share'] as const;
export const muteInput = z.strictObject({
  meetingId: z.uuid(),
  participantId: z.uuid(),
  source: z.enum(trackSources).default('microphone'),
});

/** What a participant sees of their own way in; pushed whenever it changes. */
export type DoorView = Readonly<{
  participantId: string;
  displayName: string;
  status: ParticipantStatus;
  role: ParticipantRole;
  stage: StageState;
  meeting: Readonly<{
    meetingId: string;
    joinCode: string;
    kind: MeetingKind;
    title: string;
    status: MeetingStatus;
    startsAt: string;
    durationMinutes: number;
    timeZone: string;
    organiserName: string;
    locked: boolean;
    options: MeetingOptions;
  }>;
}>;

/** A LiveKit access token for one room and one identity, at most two minutes to first use. */
export type CallPass = Readonly<{
  url: string; // ws(s)://… of the media server
  token: string;
  identity: string;
  role: ParticipantRole;
  mayPublish: boolean;
  mayShareScreen: boolean;
  mayChat: boolean;
  /** What the browser holds every address against before it sends there, and where the room lies (null: not known). */
  residency: Bounds & Readonly<{ policyHash: string; siteName: SiteName | null }>;
}>;

/** Somebody who came to watch; without a pass while the host has not come. */
export type Watching = Readonly<{ door: DoorView; pass: CallPass | null }>;

export type RoomMember = Readonly<{
  participantId: string;
  identity: string;
  displayName: string;
  kind: 'member' | 'guest';
  role: ParticipantRole;
  status: ParticipantStatus;
  stage: StageState;
  connected: boolean;
  requestedAt: string;
  /** Somebody from the same address was removed from this meeting before: look twice. */
  returning: boolean;
}>;

/** The host's live picture of the meeting; pushed whole on every change. A list has an end, `totals` say how many there are. */
export type HostView = Readonly<{
  meetingId: string;
  status: MeetingStatus;
  locked: boolean;
  waiting: readonly RoomMember[];
  present: readonly RoomMember[];
  hands: readonly RoomMember[];
  totals: Readonly<{ waiting: number; present: number; hands: number }>;
  audienceCount: number;
}>;
