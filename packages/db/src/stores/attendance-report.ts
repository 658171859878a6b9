import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { AttendanceRow } from '@sabha/domain/meeting/contract';
import type { Reader } from '../connect.ts';
import { meetings } from '../schema/meetings.ts';
import { attendance, participants } from '../schema/participants.ts';

/** Who was in the room, one row per stay, by arrival. */
export async function listAttendance(
  reader: Reader,
  { meetingId, ministryId }: Readonly<{ meetingId: string; ministryId: string }>,
): Promise<readonly AttendanceRow[]> {
  const rows = await reader
    .select({
      participantId: participants.id,
      displayName: participants.displayName,
      kind: sql<'member' | 'guest'>`case when ${participants.personId} is null then 'guest' else 'member' end`,
      role: participants.role,
      joinedAt: attendance.joinedAt,
      leftAt: attendance.leftAt,
      leftReason: attendance.leftReason,
    })
    .from(attendance)
    .innerJoin(participants, eq(participants.id, attendance.participantId))
    .innerJoin(meetings, eq(meetings.id, attendance.meetingId))
    .where(and(eq(attendance.meetingId, meetingId), eq(meetings.ministryId, ministryId), isNotNull(attendance.joinedAt)))
    .orderBy(asc(attendance.joinedAt), asc(attendance.sid));
  return rows.map((row) => ({
    ...row,
    joinedAt: row.joinedAt?.toISOString() ?? '', // the query leaves out those without
    leftAt: row.leftAt?.toISOString() ?? null,
  }));
}
