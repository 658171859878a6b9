import type { ClockReading } from '@sabha/domain/clock/clock-watch';
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** How far clocks were off at the last look. One row: `name` is `worker`. */
export const clockWatch = pgTable('clock_watch', {
  name: text().primaryKey(),
  lookedAt: timestamp({ withTimezone: true }).notNull(),
  reading: jsonb().$type<ClockReading>().notNull(),
});
