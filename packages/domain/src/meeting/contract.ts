/** What crosses the API about meetings: zod for what comes in, plain readonly types for what goes out. */
import { z } from 'zod';
import { emailSchema, lineSchema, slugSchema, textSchema } from '../organisation/contract.ts';
import { isTimeZone, MAX_ZONE_LENGTH } from '../schedule/time-zone.ts';

export const meetingKinds = ['meeting', 'webinar'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

export const meetingStatuses = ['scheduled', 'live', 'ended', 'cancelled'] as const;
export type MeetingStatus = (typeof meetingStatuses)[number];

/** Who may come: only those invited; also every member of the ministry; also guests with link and passcode. */
export const accessLevels = ['invited', 'ministry', 'link'] as const;
export type Access = (typeof accessLevels)[number];

/** Who waits for the host's nod. `off` still keeps everybody out until the host has come. */
export const waitingRooms = ['everyone', 'guests', 'off'] as const;
export type WaitingRoom = (typeof waitingRooms)[number];

export const inviteeRoles = ['participant', 'cohost', 'panellist'] as const;
export type InviteeRole = (typeof inviteeRoles)[number];

/** What somebody is in the room. Hosts run it; panellists and participants speak; the audience of a webinar watches, unseen. */
export const participantRoles = ['host', 'panellist', 'participant', 'audience'] as const;
export type ParticipantRole = (typeof participantRoles)[number];

export const meetingOptionsSchema = z.strictObject({
  waitingRoom: z.enum(waitingRooms).default('everyone'),
  screenShare: z.enum(['host', 'everyone']).default('host'),
  chat: z.boolean().default(true),
  /** The only site of the residency policy where its media may be; null for any of them. */
  site: z
    .string()
    .max(31)
    .regex(/^[a-z][a-z0-9-]{1,30}$/)
    .nullable()
    .default(null),
  /** People who come from an address abroad. Their media ends in India all the same. */
  abroad: z.enum(['allowed', 'refused']).default('allowed'),
});
export type MeetingOptions = z.infer<typeof meetingOptionsSchema>;

export const MAX_DURATION_MINUTES = 24 * 60;
export const MIN_DURATION_MINUTES = 5;
export const MAX_INVITEES = 300;

const inviteeSchema = z.strictObject({
  email: emailSchema,
  name: lineSchema(120),
  role: z.enum(inviteeRoles).default('participant'),
});
export type InviteeInput = z.infer<typeof inviteeSchema>;

/** The start is an instant (ISO 8601 with offset); the time zone is how people are told of it (RFC 5545 TZID, an IANA name). */
export const scheduleMeetingInput = z.strictObject({
  departmentId: z.uuid(),
  kind: z.enum(meetingKinds).default('meeting'),
  title: lineSchema(160),
  description: textSchema(4000).default(''),
  startsAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  durationMinutes: z.int().min(MIN_DURATION_MINUTES).max(MAX_DURATION_MINUTES),
  timeZone: z.string().max(MAX_ZONE_LENGTH).refine(isTimeZone).default('Asia/Kolkata'),
  access: z.enum(accessLevels).default('link'),
  options: meetingOptionsSchema.prefault({}),
  invitees: z.array(inviteeSchema).max(MAX_INVITEES).default([]),
});
export type ScheduleMeetingInput = z.infer<typeof scheduleMeetingInput>;
/** As the client sends it, before parsing. */
export type ScheduleMeetingRequest = z.input<typeof scheduleMeetingInput>;

/** An edit says the whole new state; kind and department stay. */
export const editMeetingInput = scheduleMeetingInput.omit({ departmentId: true, kind: true }).extend({ meetingId: z.uuid() });
export type EditMeetingInput = z.infer<typeof editMeetingInput>;

export const meetingIdInput = z.strictObject({ meetingId: z.uuid() });
export const listMeetingsInput = z.strictObject({
  when: z.enum(['upcoming', 'past']),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(25),
});

/** What an organiser may choose from: the sites that carry media, and whether people abroad are theirs to admit. */
export type SiteChoices = Readonly<{
  sites: readonly Readonly<{ siteId: string; name: string; nameHi: string }>[];
  mayAdmitAbroad: boolean;
}>;

export type MeetingSummary = Readonly<{
  meetingId: string;
  kind: MeetingKind;
  title: string;
  status: MeetingStatus;
  startsAt: string; // ISO 8601, UTC
  durationMinutes: number;
  timeZone: string;
  joinCode: string;
  organiserName: string;
  departmentName: string;
  departmentNameHi: string;
  isHost: boolean;
}>;

export type MeetingDetail = MeetingSummary &
  Readonly<{
    description: string;
    access: Access;
    options: MeetingOptions;
    locked: boolean;
    /** Only for those who may host; null for everybody else. */
    passcode: string | null;
    invitees: readonly InviteeInput[];
    mayEdit: boolean;
    /** Whether there is a residency receipt that is theirs to read. */
    maySeeReceipt: boolean;
  }>;

export type AttendanceRow = Readonly<{
  participantId: string;
  displayName: string;
  kind: 'member' | 'guest';
  role: ParticipantRole;
  joinedAt: string;
  leftAt: string | null;
  /** LiveKit's disconnect reason in lower case, or why we closed the row ourselves. */
  leftReason: string | null;
}>;

/** Public webinars that run or are still to come, of all ministries or of one. */
export const listWebinarsInput = z.strictObject({
  ministrySlug: slugSchema.optional(),
  limit: z.int().min(1).max(100).default(100),
});

/** A webinar in a list that anybody may read. */
export type ListedWebinar = Readonly<{
  joinCode: string;
  title: string;
  status: MeetingStatus;
  startsAt: string;
  durationMinutes: number;
  timeZone: string;
  ministryName: string;
  ministryNameHi: string;
  ministrySlug: string;
  departmentName: string;
  departmentNameHi: string;
}>;

/** A webinar as anybody may read it. */
export type PublicWebinar = ListedWebinar & Readonly<{ description: string; panellists: readonly string[] }>;
