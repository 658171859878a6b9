import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { InviteeInput } from '@sabha/domain/meeting/contract';
import type { Bookkeeper, Reader, WriteTx } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { people } from '../schema/organisation.ts';

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

type Addressed = Readonly<{ meetingId: string; inviteeId: string }>;
export type InvitationForMail = NonNullable<Awaited<ReturnType<typeof findInvitationForMail>>>;

/** All that a mail to one invitee tells; undefined when there is no such pair. For the worker, which acts for nobody. */
export async function findInvitationForMail(reader: Reader, { meetingId, inviteeId }: Addressed) {
  const [row] = await reader
    .select({
      meeting: meetings,
      invitee: { inviteeId: invitees.id, email: invitees.email, name: invitees.name, role: invitees.role },
      removedAt: invitees.removedAt,
      mailedSequence: invitees.mailedSequence,
      organiser: { name: people.name, email: people.email },
    })
    .from(invitees)
    .innerJoin(meetings, eq(meetings.id, invitees.meetingId))
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .where(and(eq(invitees.id, inviteeId), eq(invitees.meetingId, meetingId)));
  return row;
}

/**
 * For one job alone, until it is done or `until` has come: of two about one person only one speaks to the relay at a time.
 * No act, and in no transaction: speaking takes long, and holds nothing meanwhile. False when another job has them.
 */
export async function claimForMail(
  writer: Bookkeeper,
  { meetingId, inviteeId, now, until }: Addressed & Readonly<{ now: Date; until: Date }>,
): Promise<boolean> {
  const claimed = await writer
    .update(invitees)
    .set({ mailClaimedUntil: until })
    .where(
      and(
        eq(invitees.id, inviteeId),
        eq(invitees.meetingId, meetingId),
        or(isNull(invitees.mailClaimedUntil), lt(invitees.mailClaimedUntil, now)),
      ),
    )
    .returning({ id: invitees.id });
  return claimed.length > 0;
}

/** Nothing when the claim has run out and is another's by now. */
export async function giveUpClaim(
  writer: Bookkeeper,
  { inviteeId, until }: Readonly<{ inviteeId: string; until: Date }>,
): Promise<void> {
  await writer
    .update(invitees)
    .set({ mailClaimedUntil: null })
    .where(and(eq(invitees.id, inviteeId), eq(invitees.mailClaimedUntil, until)));
}

/** What they have been told, and the end of the claim. A later state that was told meanwhile stays. */
export async function markMailed(
  tx: WriteTx,
  { inviteeId, sequence }: Readonly<{ inviteeId: string; sequence: number }>,
): Promise<void> {
  await tx
    .update(invitees)
    .set({ mailedSequence: sql`greatest(${invitees.mailedSequence}, ${sequence})`, mailClaimedUntil: null })
    .where(eq(invitees.id, inviteeId));
}
