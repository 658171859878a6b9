/** Everything that is held about one person, and its erasure. What is personal where: ../personal-data.ts. */
import { and, desc, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { auditHolds } from '../schema/audit-holds.ts';
import { auditEntries, auditLeaves } from '../schema/audit.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { memberships, people } from '../schema/organisation.ts';
import { attendance, participants } from '../schema/participants.ts';
import { accounts, sessions, signInLinks } from '../schema/sign-in.ts';

export async function readPersonalData(reader: Reader, { personId, entries }: Readonly<{ personId: string; entries: number }>) {
  const [person] = await reader.select().from(people).where(eq(people.id, personId));
  if (!person) return null;
  const own = eq(participants.personId, personId);
  return {
    person,
    memberships: await reader.select().from(memberships).where(eq(memberships.personId, personId)),
    accounts: await reader.select().from(accounts).where(eq(accounts.personId, personId)),
    sessions: await reader.select().from(sessions).where(eq(sessions.personId, personId)),
    organised: await reader
      .select({ id: meetings.id, title: meetings.title, startsAt: meetings.startsAt })
      .from(meetings)
      .where(eq(meetings.organiserId, personId)),
    invitations: await reader.select().from(invitees).where(eq(invitees.email, person.email)),
    places: await reader.select().from(participants).where(own),
    attendance: await reader
      .select({ meetingId: attendance.meetingId, joinedAt: attendance.joinedAt, leftAt: attendance.leftAt })
      .from(attendance)
      .innerJoin(participants, eq(participants.id, attendance.participantId))
      .where(own),
    entries: await reader
      .select({
        index: auditLeaves.index,
        at: auditEntries.at,
        event: auditEntries.event,
        outcome: auditEntries.outcome,
        meetingId: auditEntries.meetingId,
      })
      .from(auditEntries)
      .leftJoin(auditLeaves, eq(auditLeaves.seq, auditEntries.seq))
      .where(eq(auditEntries.actorId, personId))
      .orderBy(desc(auditEntries.seq))
      .limit(entries),
  };
}

export type Erasure = Readonly<{ email: string; ministryId: string; mark: string; at: Date }>;
export type ErasedRows = Readonly<{
  personId: string | null;
  invitations: number;
  places: number;
  memberships: number;
  person: boolean;
  held: number;
}>;

/**
 * In the meetings and memberships of that ministry the person becomes nameless, but for meetings under a hold; and the person
 * themself, with every way to sign in, when nothing else needs them. Null when the ministry has nothing about that address;
 * `member` while they are a member of it. Of another ministry's members it learns nothing by asking.
 * @param mark what stands in the place of a name
 */
export async function erasePerson(tx: WriteTx, erasure: Erasure): Promise<ErasedRows | 'member' | null> {
  const { email, ministryId, mark } = erasure;
  const [person] = await tx.select().from(people).where(eq(people.email, email)).for('update');
  const personId = person?.id ?? null;
  const ofMinistry = inMinistry(tx, ministryId);
  const invited = and(eq(invitees.email, email), ofMinistry(invitees.meetingId));
  const placed = personId === null ? sql`false` : and(eq(participants.personId, personId), ofMinistry(participants.meetingId));
  const known = personId === null ? [] : await tx.select().from(memberships).where(eq(memberships.personId, personId));
  const found = await tx.select({ meetingId: invitees.meetingId }).from(invitees).where(invited);
  const places = await tx.select({ meetingId: participants.meetingId }).from(participants).where(placed);
  if (found.length + places.length === 0 && !known.some((one) => one.ministryId === ministryId)) return null;
  if (known.some((one) => one.ministryId === ministryId && one.endedAt === null)) return 'member';
  const held = await heldOf(
    tx,
    [...found, ...places].map(({ meetingId }) => meetingId),
  );
  const free = (meetingId: typeof invitees.meetingId | typeof participants.meetingId) =>
    held.length === 0 ? undefined : sql`${meetingId} <> all(${sql.param(held)}::uuid[])`;
  const invitations = await tx
    .update(invitees)
    .set({ email: sql`'erased-' || ${invitees.id} || '@erased.invalid'`, name: mark })
    .where(and(invited, free(invitees.meetingId)))
    .returning({ id: invitees.id });
  const renamed = await tx
    .update(participants)
    .set({ displayName: mark, addressHash: null })
    .where(and(placed, free(participants.meetingId)))
    .returning({ id: participants.id });
  const mine = personId === null ? sql`false` : and(eq(memberships.personId, personId), eq(memberships.ministryId, ministryId));
  const unnamed = await tx.update(memberships).set({ name: mark }).where(mine).returning({ id: memberships.id });
  const isGone = personId !== null && held.length === 0 && !(await isNeededElsewhere(tx, { ...erasure, personId }));
  if (isGone) await eraseSelf(tx, { ...erasure, personId });
  return {
    personId,
    invitations: invitations.length,
    places: renamed.length,
    memberships: unnamed.length,
    person: isGone,
    held: held.length,
  };
}

const inMinistry =
  (reader: Reader, ministryId: string) => (meetingId: typeof invitees.meetingId | typeof participants.meetingId) =>
    exists(
      reader
        .select({ one: sql`1` })
        .from(meetings)
        .where(and(eq(meetings.id, meetingId), eq(meetings.ministryId, ministryId))),
    );

/** Which of these meetings somebody keeps by law; one hold may be over everything. */
async function heldOf(reader: Reader, meetingIds: readonly string[]): Promise<string[]> {
  if (meetingIds.length === 0) return [];
  const rows = await reader
    .select({ id: meetings.id })
    .from(meetings)
    .innerJoin(
      auditHolds,
      and(isNull(auditHolds.liftedAt), or(isNull(auditHolds.meetingId), eq(auditHolds.meetingId, meetings.id))),
    )
    .where(inArray(meetings.id, [...meetingIds]));
  return [...new Set(rows.map(({ id }) => id))];
}

type Gone = Erasure & Readonly<{ personId: string }>;

/** Another ministry has had them as a member, has invited them, or has them in a meeting of its own. */
async function isNeededElsewhere(tx: WriteTx, { email, ministryId, personId }: Gone): Promise<boolean> {
  const ofMinistry = inMinistry(tx, ministryId);
  const [member] = await tx
    .select({ one: sql`1` })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), sql`${memberships.ministryId} <> ${ministryId}`))
    .limit(1);
  const [invited] = await tx
    .select({ one: sql`1` })
    .from(invitees)
    .where(and(eq(invitees.email, email), sql`not ${ofMinistry(invitees.meetingId)}`))
    .limit(1);
  const [placed] = await tx
    .select({ one: sql`1` })
    .from(participants)
    .where(and(eq(participants.personId, personId), sql`not ${ofMinistry(participants.meetingId)}`))
    .limit(1);
  return [member, invited, placed].some((found) => found !== undefined);
}

async function eraseSelf(tx: WriteTx, { email, personId, mark }: Gone): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.personId, personId));
  await tx.delete(accounts).where(eq(accounts.personId, personId));
  await tx.delete(signInLinks).where(eq(signInLinks.email, email));
  const nobody = { name: mark, email: `erased-${personId}@erased.invalid`, emailVerifiedAt: null };
  await tx.update(people).set(nobody).where(eq(people.id, personId));
}
