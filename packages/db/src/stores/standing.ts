/** Places of people with accounts in meetings that are not over, with all that decides what their holders may do there. */
import { and, asc, eq, inArray, isNotNull, isNull, ne, type SQL } from 'drizzle-orm';
import type { Membership } from '@sabha/domain/organisation/contract';
import type { InviteeRole } from '@sabha/domain/meeting/contract';
import type { Reader, WriteTx } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { memberships, people } from '../schema/organisation.ts';
import { participants } from '../schema/participants.ts';
import type { MeetingRow } from './meetings.ts';
import type { Participant } from './participants.ts';

/** What decides what somebody with an account may do in a meeting. */
export type Standing = Readonly<{
  meeting: MeetingRow;
  personId: string;
  email: string;
  /** As on the list of the meeting now. */
  invitation: InviteeRole | null;
  /** In the ministry of the meeting, now. */
  memberships: readonly Membership[];
}>;

export type HeldPlace = Standing & Readonly<{ place: Participant }>;

/**
 * One person's in all meetings of a ministry, or everybody's in one meeting; held, with their meetings, until the transaction
 * ends: nobody comes in, gets a pass or is let in by what they were before.
 */
export async function lockPlaces(
  tx: WriteTx,
  which: Readonly<{ ministryId: string; personId: string }> | Readonly<{ ministryId: string; meetingId: string }>,
): Promise<readonly HeldPlace[]> {
  const ofWhom =
    'personId' in which
      ? inArray(
          meetings.id,
          tx.select({ id: participants.meetingId }).from(participants).where(eq(participants.personId, which.personId)),
        )
      : eq(meetings.id, which.meetingId);
  const held = await tx
    .select({ id: meetings.id })
    .from(meetings)
    .where(and(ofWhom, eq(meetings.ministryId, which.ministryId), inArray(meetings.status, ['scheduled', 'live'])))
    .orderBy(asc(meetings.id))
    .for('update');
  if (held.length === 0) return [];
  const ids = held.map((meeting) => meeting.id);
  const of = 'personId' in which ? eq(participants.personId, which.personId) : isNotNull(participants.personId);
  await tx
    .select({ id: participants.id })
    .from(participants)
    .where(and(inArray(participants.meetingId, ids), of))
    .orderBy(asc(participants.id))
    .for('update');
  return findPlaces(tx, and(inArray(participants.meetingId, ids), of));
}

/** Those without an account who are in, or wait, in a meeting to which no link leads any more; held like `lockPlaces`, after it. */
export async function lockGuestPlaces(
  tx: WriteTx,
  { ministryId, meetingId }: Readonly<{ ministryId: string; meetingId: string }>,
): Promise<readonly Readonly<{ place: Participant; meeting: MeetingRow }>[]> {
  return tx
    .select({ place: participants, meeting: meetings })
    .from(participants)
    .innerJoin(meetings, eq(meetings.id, participants.meetingId))
    .where(
      and(
        eq(meetings.id, meetingId),
        eq(meetings.ministryId, ministryId),
        ne(meetings.access, 'link'),
        inArray(meetings.status, ['scheduled', 'live']),
        isNull(participants.personId),
        inArray(participants.status, ['waiting', 'admitted']),
      ),
    )
    .orderBy(asc(participants.id))
    .for('update', { of: participants });
}

/** Where somebody with an account stands towards a meeting, whether they hold a place in it or not. */
export async function findStanding(
  reader: Reader,
  { meetingId, personId }: Readonly<{ meetingId: string; personId: string }>,
): Promise<Standing | undefined> {
  const [row] = await reader
    .select({ meeting: meetings, personId: people.id, email: people.email, invitation: invitees.role })
    .from(meetings)
    .innerJoin(people, eq(people.id, personId))
    .leftJoin(invitees, onTheList)
    .where(eq(meetings.id, meetingId));
  return row && { ...row, memberships: await membershipsWithin(reader, [row]) };
}

const onTheList = and(eq(invitees.meetingId, meetings.id), eq(invitees.email, people.email), isNull(invitees.removedAt));

async function findPlaces(reader: Reader, where: SQL | undefined): Promise<readonly HeldPlace[]> {
  const rows = await reader
    .select({ place: participants, meeting: meetings, personId: people.id, email: people.email, invitation: invitees.role })
    .from(participants)
    .innerJoin(meetings, eq(meetings.id, participants.meetingId))
    .innerJoin(people, eq(people.id, participants.personId))
    .leftJoin(invitees, onTheList)
    .where(where);
  const present = await membershipsWithin(reader, rows);
  return rows.map((row) => ({
    ...row,
    memberships: present.filter(
      (membership) => membership.personId === row.personId && membership.ministryId === row.meeting.ministryId,
    ),
  }));
}

async function membershipsWithin(reader: Reader, rows: readonly Readonly<{ personId: string; meeting: MeetingRow }>[]) {
  if (rows.length === 0) return [];
  const { personId, id: membershipId, ministryId, departmentId, role } = memberships;
  return reader
    .select({ personId, membershipId, ministryId, departmentId, role })
    .from(memberships)
    .where(
      and(
        inArray(memberships.personId, [...new Set(rows.map((row) => row.personId))]),
        inArray(memberships.ministryId, [...new Set(rows.map((row) => row.meeting.ministryId))]),
        isNull(memberships.endedAt),
      ),
    );
}
