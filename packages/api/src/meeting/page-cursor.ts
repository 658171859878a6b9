import type { PageKey } from '@sabha/db/stores/meetings';
import { SabhaError } from '@sabha/domain/errors';
import { z } from 'zod';

const shape = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where the next page begins, as an opaque text. Clients hand it back unread. */
export function writeCursor({ startsAt, id }: PageKey): string {
  return Buffer.from(JSON.stringify([startsAt.toISOString(), id])).toString('base64url');
}

/** @throws SabhaError bad_input when it is none of ours. */
export function readCursor(cursor: string): PageKey {
  try {
    const [startsAt, id] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { startsAt: new Date(startsAt), id };
  } catch (cause) {
    throw new SabhaError('bad_input', { field: 'cursor' }, { cause });
  }
}
