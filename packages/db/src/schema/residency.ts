/** What is seen of media nodes, and where the sound and picture of each session went. No address of a participant is kept. */
import type { AlarmKind } from '@sabha/domain/residency/alarm';
import type { MediaNode, NodeStanding } from '@sabha/domain/residency/fence';
import type { RouteFault, RouteReport } from '@sabha/domain/residency/route';
import type { SiteLook } from '@sabha/domain/residency/site-standing';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, real, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id } from './columns.ts';
import { meetings } from './meetings.ts';
import { participants } from './participants.ts';

/** Every media node ever seen, as last seen. `standing` and `reason` are the fence's (domain/residency/fence). */
export const mediaNodes = pgTable('media_nodes', {
  nodeId: text().primaryKey(),
  region: text(),
  addresses: jsonb().$type<readonly string[]>().notNull(),
  state: text().$type<MediaNode['state']>(),
  load: real(),
  rooms: integer(),
  clients: integer(),
  siteId: text(),
  standing: text().$type<NodeStanding['standing']>().notNull(),
  reason: text(),
  firstSeenAt: timestamp({ withTimezone: true }).notNull(),
  lastSeenAt: timestamp({ withTimezone: true }).notNull(),
});

/** Raised once while its cause lasts, cleared when it is over; never deleted. */
export const residencyAlarms = pgTable(
  'residency_alarms',
  {
    id: id(),
    kind: text().$type<AlarmKind>().notNull(),
    /** What it is about: a node, a session, a site. Never a person's name or address. */
    subject: text().notNull(),
    siteId: text(),
    meetingId: uuid().references(() => meetings.id),
    detail: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    raisedAt: timestamp({ withTimezone: true }).notNull(),
    clearedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    uniqueIndex('residency_alarms_lasting')
      .on(t.kind, t.subject)
      .where(sql`${t.clearedAt} is null`),
    index('residency_alarms_raised').on(t.raisedAt),
    index('residency_alarms_meeting').on(t.meetingId),
  ],
);

/** Each policy that came into force, in that order: a lower version than the last one is a rollback. */
export const residencyPolicies = pgTable(
  'residency_policies',
  {
    id: id(),
    hash: text().notNull(),
    version: integer().notNull(),
    signers: jsonb().$type<readonly string[]>().notNull(),
    adoptedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('residency_policies_adopted').on(t.adoptedAt)],
);

/** What clients report of their route, and what was made of it. */
export const routeReports = pgTable(
  'route_reports',
  {
    sid: text().notNull(),
    sequence: integer().notNull(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    participantId: uuid()
      .notNull()
      .references(() => participants.id),
    reportedAt: timestamp({ withTimezone: true }).notNull(),
    report: jsonb().$type<Omit<RouteReport, 'joinCode'>>().notNull(),
    faults: jsonb().$type<readonly RouteFault[]>().notNull(),
    siteId: text(),
    policyHash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sid, t.sequence] }), index('route_reports_meeting').on(t.meetingId)],
);

/** The media server's own view of a session's connection, read from its log. */
export const serverViews = pgTable('server_views', {
  sid: text().primaryKey(),
  connection: text().$type<'udp' | 'tcp' | 'turn'>().notNull(),
  /** `address:port` of each end it offered. */
  offered: jsonb().$type<readonly string[]>().notNull(),
  seenAt: timestamp({ withTimezone: true }).notNull(),
});

/** One signed receipt per meeting that is over. */
export const residencyReceipts = pgTable('residency_receipts', {
  meetingId: uuid()
    .primaryKey()
    .references(() => meetings.id),
  /** A signed note (C2SP signed-note): text, blank line, signatures. */
  note: text().notNull(),
  madeAt: timestamp({ withTimezone: true }).notNull(),
});

/** What the watcher saw of the sites at its last look, and since when each stands so. One row: `name` is `nodes`. */
export const residencyWatch = pgTable('residency_watch', {
  name: text().primaryKey(),
  lookedAt: timestamp({ withTimezone: true }).notNull(),
  sites: jsonb().$type<Readonly<Record<string, SiteLook & Readonly<{ since: string }>>>>().notNull(),
});

/** Each time a site (`nodeId` null) or a node came to stand otherwise. `unknown` is of sites: nobody watched from then on. */
export const standingChanges = pgTable(
  'standing_changes',
  {
    id: id(),
    siteId: text(),
    nodeId: text(),
    standing: text().notNull(),
    reason: text(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('standing_changes_at').on(t.at)],
);
