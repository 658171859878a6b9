import { accessLevels, inviteeRoles, type MeetingOptions, meetingKinds, meetingStatuses } from '@sabha/domain/meeting/contract';
import { boolean, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';
import { departments, ministries, people } from './organisation.ts';

export const meetingKind = pgEnum('meeting_kind', meetingKinds);
export const meetingStatus = pgEnum('meeting_status', meetingStatuses);
export const accessLevel = pgEnum('access_level', accessLevels);
export const inviteeRole = pgEnum('invitee_role', inviteeRoles);

export const meetings = pgTable(
  'meetings',
  {
    id: id(),
    ministryId: uuid()
      .notNull()
      .references(() => ministries.id),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    organiserId: uuid()
      .notNull()
      .references(() => people.id),
    kind: meetingKind().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    durationMinutes: integer().notNull(),
    timeZone: text().notNull(),
    access: accessLevel().notNull(),
    options: jsonb().$type<MeetingOptions>().notNull(),
    status: meetingStatus().notNull().default('scheduled'),
    locked: boolean().notNull().default(false),
    /** Symbols without separators (domain/meeting/codes). */
    joinCode: text().notNull().unique(),
    /** AES-256-GCM under SABHA_SEAL_KEY: organisers must be able to read it out again. */
    sealedPasscode: text().notNull(),
    /** RFC 5545 SEQUENCE: grows with every change that is mailed. */
    sequence: integer().notNull().default(0),
    /** Where the room was last put: LiveKit's node, and the policy's site it lies at. Null before the first time. */
    mediaNodeId: text(),
    mediaSiteId: text(),
    startedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
    createdAt: createdAt(),
  },
  (t) => [
    index('meetings_ministry_start').on(t.ministryId, t.startsAt),
    index('meetings_organiser').on(t.organiserId, t.startsAt),
  ],
);

export const invitees = pgTable(
  'invitees',
  {
    id: id(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    email: text().notNull(),
    name: text().notNull(),
    role: inviteeRole().notNull(),
    createdAt: createdAt(),
    /** Taken off the list; the row stays, for the cancellation has to reach them. */
    removedAt: timestamp({ withTimezone: true }),
    /** The SEQUENCE last mailed to them; null while nothing was. A job that is run twice finds it here. */
    mailedSequence: integer(),
    /** Until when one job alone tells them; nothing is locked while it speaks to the relay. */
    mailClaimedUntil: timestamp({ withTimezone: true }),
  },
  (t) => [uniqueIndex('invitees_meeting_email').on(t.meetingId, t.email), index('invitees_email').on(t.email)],
);
