/** Stays on the media server, one row per LiveKit participant sid. Written in any order: what comes late finds its place. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Bookkeeper, Reader, WriteTx } from '../connect.ts';
import { attendance } from '../schema/participants.ts';

export type Stay = Readonly<{ sid: string; meetingId: string; participantId: string; joinedAt: Date }>;
/** Why the reconciler closed a row. A report of the media server that comes after all knows better and replaces it. */
export const LOST_SIGHT = 'lost_sight';

/** False when the stay was known: a departure that was reported first is not undone. */
export async function openStay(tx: WriteTx, stay: Stay): Promise<boolean> {
  const made = await tx
    .insert(attendance)
    .values({ ...stay, lastSeenAt: stay.joinedAt })
    .onConflictDoNothing()
    .returning({ sid: attendance.sid });
  return made.length > 0;
}

/** False when it was closed already by a report. Makes the row when the arrival was never reported. */
export async function closeStay(tx: WriteTx, stay: Stay & Readonly<{ leftAt: Date; leftReason: string }>): Promise<boolean> {
  const { leftAt, leftReason } = stay;
  const closed = await tx
    .insert(attendance)
    .values({ ...stay, lastSeenAt: leftAt })
    .onConflictDoUpdate({
      target: attendance.sid,
      set: { leftAt, leftReason, lastSeenAt: leftAt },
      setWhere: sql`${attendance.leftAt} is null or ${attendance.leftReason} = ${LOST_SIGHT}`,
    })
    .returning({ sid: attendance.sid });
  return closed.length > 0;
}

export type OpenStay = Stay & Readonly<{ lastSeenAt: Date }>;
/** Every stay without an end, in whatever meeting. */
export async function listOpenStays(reader: Reader): Promise<readonly OpenStay[]> {
  const rows = await reader.select().from(attendance).where(isNull(attendance.leftAt));
  return rows.map(({ sid, meetingId, participantId, joinedAt, lastSeenAt }) => {
    const since = joinedAt ?? lastSeenAt ?? new Date(0);
    return { sid, meetingId, participantId, joinedAt: since, lastSeenAt: lastSeenAt ?? since };
  });
}

/** Closes a stay the media server no longer knows, with the last time it was seen there. False when it was closed meanwhile. */
export async function closeLostStay(tx: WriteTx, sid: string): Promise<boolean> {
  const closed = await tx
    .update(attendance)
    .set({ leftAt: sql`coalesce(${attendance.lastSeenAt}, ${attendance.joinedAt})`, leftReason: LOST_SIGHT })
    .where(and(eq(attendance.sid, sid), isNull(attendance.leftAt)))
    .returning({ sid: attendance.sid });
  return closed.length > 0;
}

/** Bookkeeping of the reconciler, ten seconds apart: no act of anybody, so it is not recorded as one. */
export async function markSeen(writer: Bookkeeper, { sids, at }: Readonly<{ sids: readonly string[]; at: Date }>): Promise<void> {
  if (sids.length === 0) return;
  await writer
    .update(attendance)
    .set({ lastSeenAt: at })
    .where(and(inArray(attendance.sid, [...sids]), isNull(attendance.leftAt)));
}
