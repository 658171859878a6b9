import { memberRoles } from '@sabha/domain/organisation/contract';
import { index, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';

export const memberRole = pgEnum('member_role', memberRoles);

export const ministries = pgTable('ministries', {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  nameHi: text().notNull(),
  createdAt: createdAt(),
});

export const departments = pgTable(
  'departments',
  {
    id: id(),
    ministryId: uuid()
      .notNull()
      .references(() => ministries.id),
    name: text().notNull(),
    nameHi: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('departments_name').on(t.ministryId, t.name)],
);

export const people = pgTable('people', {
  id: id(),
  name: text().notNull(),
  /** Lower case; the key that ties a mail link and an identity provider's account to one person. */
  email: text().notNull().unique(),
  emailVerifiedAt: timestamp({ withTimezone: true }),
  createdAt: createdAt(),
});

export const memberships = pgTable(
  'memberships',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    ministryId: uuid()
      .notNull()
      .references(() => ministries.id),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    role: memberRole().notNull(),
    /** What the ministry calls them: their own name, if they have one here already, is not for it to learn. */
    name: text().notNull(),
    createdAt: createdAt(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    uniqueIndex('memberships_person_department').on(t.personId, t.departmentId),
    index('memberships_ministry').on(t.ministryId),
  ],
);
