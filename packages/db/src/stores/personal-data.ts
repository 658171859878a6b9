/** Everything that is held about one person, and its erasure. What is personal where: ../personal-data.ts. */
import { and, desc, eq, exists, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
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
  /** Null unless they were a member of the ministry or came to a meeting of it: an invitation tells nobody whose address it is. */
  personId: string | null;
  invitations: number;
  places: number;
  memberships: number;
  person: boolean;
  held: number;
}>;

/**
 * In the meetings and memberships of that ministry the person becomes nameless, but for meetings under a hold, for which their
 * memberships keep the name, too; and the person themself, with every way to sign in, when nothing else needs them. Null when the ministry has nothing about that address;
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
  const mine = personId === null ? sql`false` : and(eq(memberships.personId, personId), eq(memberships.ministryId, ministryId));
  const known = await tx.select().from(memberships).where(mine);
  const places = await tx.$count(participants, placed);
  if (known.length + places + (await tx.$count(invitees, invited)) === 0) return null;
  if (known.some(({ endedAt }) => endedAt === null)) return 'member';
  const holds = await listHeld(tx, { email, personId });
  const held = holds.filter((meeting) => meeting.ministryId === ministryId).map(({ id }) => id);
  const free = (meetingId: MeetingColumn) =>
    held.length === 0 ? undefined : sql`${meetingId} <> all(${sql.param(held)}::uuid[])`;
  const invitations = await uninvite(tx, { ...erasure, where: and(invited, free(invitees.meetingId)) });
  const renamed = await tx
    .update(participants)
    .set({ displayName: mark, addressHash: null })
    .where(and(placed, free(participants.meetingId)))
    .returning({ id: participants.id });
  // The story of a held meeting names whoever acted in it by their membership.
  const ended = held.length === 0 ? mine : sql`false`;
  const unnamed = await tx.update(memberships).set({ name: mark }).where(ended).returning({ id: memberships.id });
  const isGone = personId !== null && holds.length === 0 && !(await isNeededElsewhere(tx, { ...erasure, personId }));
  if (isGone) await eraseSelf(tx, { ...erasure, personId });
  return {
    personId: known.length + places > 0 ? personId : null,
    invitations,
    places: renamed.length,
    memberships: unnamed.length,
    person: isGone,
    held: held.length,
  };
}

type MeetingColumn = typeof invitees.meetingId | typeof participants.meetingId;

/**
 * Off the list and as if nothing had been mailed: else whatever becomes of the meeting would be mailed to nobody.
 * @returns of how many
 */
async function uninvite(tx: WriteTx, { mark, at, where }: Erasure & Readonly<{ where: SQL | undefined }>): Promise<number> {
  const nobody = {
    email: sql`'erased-' || ${invitees.id} || '@erased.invalid'`,
    name: mark,
    removedAt: sql`coalesce(${invitees.removedAt}, ${at.toISOString()}::timestamptz)`,
    mailedSequence: null,
  };
  return (await tx.update(invitees).set(nobody).where(where).returning({ id: invitees.id })).length;
}

const inMinistry = (reader: Reader, ministryId: string) => (meetingId: MeetingColumn) =>
  exists(
    reader
      .select({ one: sql`1` })
      .from(meetings)
      .where(and(eq(meetings.id, meetingId), eq(meetings.ministryId, ministryId))),
  );

/**
 * Which meetings that somebody keeps by law are about them, of whatever ministry: they organised it, were invited, came, or acted on it.
 * One hold may be over everything.
 */
async function listHeld(reader: Reader, { email, personId }: Readonly<{ email: string; personId: string | null }>) {
  const isInvited = sql`exists (select 1 from invitees i where i.meeting_id = ${meetings.id} and i.email = ${email})`;
  const isOther =
    personId === null
      ? undefined
      : sql`(${meetings.organiserId} = ${personId}
          or exists (select 1 from participants p where p.meeting_id = ${meetings.id} and p.person_id = ${personId})
          or exists (select 1 from audit_entries e where e.meeting_id = ${meetings.id} and e.actor_id = ${personId}::text))`;
  return reader
    .selectDistinct({ id: meetings.id, ministryId: meetings.ministryId })
    .from(meetings)
    .innerJoin(
      auditHolds,
      and(isNull(auditHolds.liftedAt), or(isNull(auditHolds.meetingId), eq(auditHolds.meetingId, meetings.id))),
    )
    .where(or(isInvited, isOther));
}

type Gone = Erasure & Readonly<{ personId: string }>;

/**
 * Another ministry has had them as a member, has invited them, or has them in a meeting of its own, and has not erased them yet: what it
 * has erased bears the mark.
 */
async function isNeededElsewhere(tx: WriteTx, { email, ministryId, personId, mark }: Gone): Promise<boolean> {
  const ofMinistry = inMinistry(tx, ministryId);
  const ofAnother = and(eq(memberships.personId, personId), ne(memberships.ministryId, ministryId));
  const isMember = await tx.$count(memberships, and(ofAnother, or(isNull(memberships.endedAt), ne(memberships.name, mark))));
  const isInvited = await tx.$count(invitees, and(eq(invitees.email, email), sql`not ${ofMinistry(invitees.meetingId)}`));
  const isNamed = and(eq(participants.personId, personId), ne(participants.displayName, mark));
  const isPlaced = await tx.$count(participants, and(isNamed, sql`not ${ofMinistry(participants.meetingId)}`));
  return isMember + isInvited + isPlaced > 0;
}

async function eraseSelf(tx: WriteTx, { email, personId, mark }: Gone): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.personId, personId));
  await tx.delete(accounts).where(eq(accounts.personId, personId));
  await tx.delete(signInLinks).where(eq(signInLinks.email, email));
  const nobody = { name: mark, email: `erased-${personId}@erased.invalid`, emailVerifiedAt: null };
  await tx.update(people).set(nobody).where(eq(people.id, personId));
}
