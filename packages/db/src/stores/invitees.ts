import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { InviteeInput } from '@sabha/domain/meeting/contract';
import type { Reader, WriteTx } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { departments, people } from '../schema/organisation.ts';

export type InviteeRow = InviteeInput & Readonly<{ inviteeId: string }>;
type OfMeeting = Readonly<{ meetingId: string; ministryId: string }>;

/** Who is on the list now. */
export async function listInvitees(reader: Reader, { meetingId, ministryId }: OfMeeting): Promise<readonly InviteeRow[]> {
  return reader
    .select({ inviteeId: invitees.id, email: invitees.email, name: invitees.name, role: invitees.role })
    .from(invitees)
    .innerJoin(meetings, eq(meetings.id, invitees.meetingId))
    .where(and(eq(invitees.meetingId, meetingId), eq(meetings.ministryId, ministryId), isNull(invitees.removedAt)))
    .orderBy(asc(invitees.name), asc(invitees.id));
}

/** Makes the list what it should be; whoever stays keeps their row. Answers with ids: who is there, came, and went. */
export async function replaceInvitees(
  tx: WriteTx,
  options: OfMeeting & Readonly<{ wanted: readonly InviteeInput[]; at: Date }>,
): Promise<Readonly<{ present: readonly string[]; added: readonly string[]; removed: readonly string[] }>> {
  const { meetingId, wanted, at } = options;
  const before = await listInvitees(tx, options);
  const wantedEmails = new Set(wanted.map((invitee) => invitee.email));
  const removed = before.filter((invitee) => !wantedEmails.has(invitee.email)).map((invitee) => invitee.inviteeId);
  if (removed.length > 0) await tx.update(invitees).set({ removedAt: at }).where(inArray(invitees.id, removed));
  const rows = wanted.map(({ email, name, role }) => ({ meetingId, email, name, role }));
  const written =
    rows.length === 0
      ? []
      : await tx
          .insert(invitees)
          .values(rows)
          .onConflictDoUpdate({
            target: [invitees.meetingId, invitees.email],
            set: { name: sql`excluded.name`, role: sql`excluded.role`, removedAt: null },
          })
          .returning({ inviteeId: invitees.id });
  const known = new Set(before.map((invitee) => invitee.inviteeId));
  const present = written.map((row) => row.inviteeId);
  return { present, added: present.filter((id) => !known.has(id)), removed };
}

/**
 * All that a mail to one invitee tells; undefined when there is no such pair. For the worker, which acts for nobody. The row
 * stays locked until the transaction ends: two jobs about one person mail one after the other.
 */
export async function lockInvitationForMail(
  tx: WriteTx,
  { meetingId, inviteeId }: Readonly<{ meetingId: string; inviteeId: string }>,
) {
  const [row] = await tx
    .select({
      meeting: meetings,
      invitee: { inviteeId: invitees.id, email: invitees.email, name: invitees.name, role: invitees.role },
      removedAt: invitees.removedAt,
      mailedSequence: invitees.mailedSequence,
      organiser: { name: people.name, email: people.email },
      department: { name: departments.name, nameHi: departments.nameHi },
    })
    .from(invitees)
    .innerJoin(meetings, eq(meetings.id, invitees.meetingId))
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .innerJoin(departments, eq(departments.id, meetings.departmentId))
    .where(and(eq(invitees.id, inviteeId), eq(invitees.meetingId, meetingId)))
    .for('update', { of: invitees });
  return row;
}

export async function markMailed(
  tx: WriteTx,
  { inviteeId, sequence }: Readonly<{ inviteeId: string; sequence: number }>,
): Promise<void> {
  await tx.update(invitees).set({ mailedSequence: sequence }).where(eq(invitees.id, inviteeId));
}
