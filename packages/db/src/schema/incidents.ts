import type { IncidentType } from '@sabha/domain/incident/types';
import { index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { id } from './columns.ts';
import { ministries } from './organisation.ts';

const time = () => timestamp({ withTimezone: true });

/** What happened to a ministry, and what of it was told to whom. It is changed until it is closed, and never deleted. */
export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    ministryId: uuid()
      .notNull()
      .references(() => ministries.id),
    /** Grows with every change by a person: whoever changes it has the last one before them. */
    version: integer().notNull().default(1),
    type: text().$type<IncidentType>().notNull(),
    noticedAt: time().notNull(),
    organisation: text().notNull(),
    systems: text().notNull(),
    scope: text().notNull(),
    indicators: text().notNull(),
    containment: text().notNull(),
    contact: text().notNull(),
    other: text().notNull(),
    openedAt: time().notNull(),
    partlyFiledAt: time(),
    filedAt: time(),
    /** Given by CERT-In. */
    reference: text(),
    /** When it was said to be a breach of personal data. */
    breachAt: time(),
    boardToldAt: time(),
    personsToldAt: time(),
    closedAt: time(),
    /** Hours after it was noticed, of reminders that were sent or that a later one stood for. */
    remindersSent: jsonb().$type<readonly number[]>().notNull().default([]),
  },
  (table) => [index('incidents_of_ministry').on(table.ministryId, table.noticedAt)],
);
