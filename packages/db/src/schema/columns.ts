import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

/** Time-ordered ids (RFC 9562 version 7): index-friendly, and not guessable one from another. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7);
export const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** Bytes as they are. */
export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (bytes) => Buffer.from(bytes),
  fromDriver: (buffer) => new Uint8Array(buffer),
});
