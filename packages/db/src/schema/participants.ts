import { participantRoles } from '@sabha/domain/meeting/contract';
import { participantStatuses, stageStates } from '@sabha/domain/meeting/room-contract';
import { index, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';
import { meetings } from './meetings.ts';
import { people } from './organisation.ts';

export const participantRole = pgEnum('participant_role', participantRoles);
export const participantStatus = pgEnum('participant_status', participantStatuses);
export const stageState = pgEnum('stage_state', stageStates);

/** One person's or one guest browser's place in one meeting, across reloads. */
export const participants = pgTable(
  'participants',
  {
    id: id(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    /** Null for a guest. */
    personId: uuid().references(() => people.id),
    displayName: text().notNull(),
    role: participantRole().notNull(),
    status: participantStatus().notNull(),
    stage: stageState().notNull().default('none'),
    /** LiveKit participant identity: random, not the row's id, and stable for this meeting. */
    identity: text().notNull().unique(),
    /** SHA-256 hex of the guest's cookie; null for a member, whose session speaks for them. */
    secretHash: text().unique(),
    /** Keyed hash of the address, to know a removed guest's second try; never the address itself. */
    addressHash: text(),
    requestedAt: timestamp({ withTimezone: true }).notNull(),
    decidedAt: timestamp({ withTimezone: true }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('participants_meeting_person').on(t.meetingId, t.personId),
    index('participants_meeting_status').on(t.meetingId, t.status),
  ],
);

/** One stay on the media server, keyed by LiveKit's participant sid: written only from webhooks and the reconciler. */
export const attendance = pgTable(
  'attendance',
  {
    sid: text().primaryKey(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    participantId: uuid()
      .notNull()
      .references(() => participants.id),
    joinedAt: timestamp({ withTimezone: true }),
    leftAt: timestamp({ withTimezone: true }),
    leftReason: text(),
    lastSeenAt: timestamp({ withTimezone: true }),
  },
  (t) => [index('attendance_meeting').on(t.meetingId), index('attendance_open').on(t.leftAt)],
);

/** Webhook ids already handled: a replay finds its id here. */
export const webhookEvents = pgTable('webhook_events', {
  id: text().primaryKey(),
  event: text().notNull(),
  receivedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
