/** Places of people in meetings. Every function takes the meeting as well, so that an id of another one finds nothing. */
import { and, asc, eq, getTableColumns, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';
import type { ParticipantStatus, StageState } from '@sabha/domain/meeting/room-contract';
import type { Reader, WriteTx } from '../connect.ts';
import { meetings } from '../schema/meetings.ts';
import { attendance, participants } from '../schema/participants.ts';

export type Participant = Readonly<typeof participants.$inferSelect>;
export type NewParticipant = Omit<typeof participants.$inferInsert, 'id' | 'createdAt'>;
type Place = Readonly<{ meetingId: string; participantId: string }>;

export const findParticipant = (reader: Reader, { meetingId, participantId }: Place): Promise<Participant | undefined> =>
  one(reader, and(eq(participants.meetingId, meetingId), eq(participants.id, participantId)));

/** Whose place: of a person with an account, or of the browser that holds a secret (SHA-256, hex). */
export type Holder = Readonly<{ personId: string }> | Readonly<{ secretHash: string }>;

/** Held until the transaction ends, like `lockParticipant`. */
export const lockPlace = (
  tx: WriteTx,
  { meetingId, holder }: Readonly<{ meetingId: string; holder: Holder }>,
): Promise<Participant | undefined> => locked(tx, and(eq(participants.meetingId, meetingId), heldBy(holder)));

/** By the code of the meeting: one look, whether there is such a meeting or not. */
export async function findPlaceByCode(
  reader: Reader,
  { joinCode, holder }: Readonly<{ joinCode: string; holder: Holder }>,
): Promise<Participant | undefined> {
  const [found] = await reader
    .select(getTableColumns(participants))
    .from(participants)
    .innerJoin(meetings, eq(meetings.id, participants.meetingId))
    .where(and(eq(meetings.joinCode, joinCode), heldBy(holder)));
  return found;
}

const heldBy = (holder: Holder): SQL =>
  'personId' in holder ? eq(participants.personId, holder.personId) : eq(participants.secretHash, holder.secretHash);

/** @param identities as the media server knows them. */
export async function findByIdentities(
  reader: Reader,
  { meetingId, identities }: Readonly<{ meetingId: string; identities: readonly string[] }>,
): Promise<readonly Participant[]> {
  if (identities.length === 0) return [];
  return reader
    .select()
    .from(participants)
    .where(and(eq(participants.meetingId, meetingId), inArray(participants.identity, [...identities])));
}

/** Held until the transaction ends, so that two moves of one participant take turns. */
export const lockParticipant = (tx: WriteTx, { meetingId, participantId }: Place): Promise<Participant | undefined> =>
  locked(tx, and(eq(participants.meetingId, meetingId), eq(participants.id, participantId)));

async function locked(tx: WriteTx, where: SQL | undefined): Promise<Participant | undefined> {
  const [found] = await tx.select().from(participants).where(where).for('update');
  return found;
}

/** Undefined when the person has a place already (a second tab was faster): find it. */
export async function insertParticipant(tx: WriteTx, values: NewParticipant): Promise<Participant | undefined> {
  const [made] = await tx
    .insert(participants)
    .values(values)
    .onConflictDoNothing({ target: [participants.meetingId, participants.personId] })
    .returning();
  return made;
}

export type PlaceChanges = Readonly<{
  status?: ParticipantStatus;
  decidedAt?: Date;
  role?: ParticipantRole;
  stage?: StageState;
  displayName?: string;
}>;
export async function updateParticipant(
  tx: WriteTx,
  { meetingId, participantId, changes }: Place & Readonly<{ changes: PlaceChanges }>,
): Promise<void> {
  await tx
    .update(participants)
    .set(changes)
    .where(and(eq(participants.meetingId, meetingId), eq(participants.id, participantId)));
}

/** Whether anybody was denied or removed here, and whether anybody of that address was. */
export async function findPutOut(
  tx: WriteTx,
  { meetingId, addressHash }: Readonly<{ meetingId: string; addressHash: string | null }>,
): Promise<Readonly<{ anybody: boolean; ofAddress: boolean }>> {
  const out = putOutOf(meetingId);
  const [row] = await tx.execute<{ anybody: boolean; ofAddress: boolean }>(
    sql`select exists (${out}) as "anybody", exists (${out} and address_hash = ${addressHash}) as "ofAddress"`,
  );
  return row ?? { anybody: true, ofAddress: true };
}

export type Waiting = Readonly<{ id: string; kind: 'member' | 'guest'; role: ParticipantRole; returning: boolean }>;
/** Everybody who waits, held until the transaction ends. */
export async function lockWaiting(tx: WriteTx, meetingId: string): Promise<readonly Waiting[]> {
  return tx
    .select({ id: participants.id, kind, role: participants.role, returning: returningTo(meetingId) })
    .from(participants)
    .where(and(eq(participants.meetingId, meetingId), eq(participants.status, 'waiting')))
    .orderBy(asc(participants.requestedAt), asc(participants.id))
    .for('update');
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const CHUNK = 10_000;

/** Of those who wait. */
export async function decideAll(
  tx: WriteTx,
  {
    meetingId,
    ids,
    status,
    at,
  }: Readonly<{ meetingId: string; ids: readonly string[]; status: 'admitted' | 'denied'; at: Date }>,
): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    await tx
      .update(participants)
      .set({ status, decidedAt: at })
      .where(and(eq(participants.meetingId, meetingId), inArray(participants.id, some), eq(participants.status, 'waiting')));
  }
}

export type Seen = Readonly<{
  participantId: string;
  identity: string;
  displayName: string;
  kind: 'member' | 'guest';
  role: ParticipantRole;
  status: ParticipantStatus;
  stage: StageState;
  requestedAt: Date;
  connected: boolean;
  returning: boolean;
}>;
/** As many as the limit lets through, and how many there are. */
export type SeenList = Readonly<{ members: readonly Seen[]; total: number }>;
type Listing = Readonly<{ meetingId: string; limit: number }>;

/** Who waits, the first to ask first. */
export const listWaiting = (reader: Reader, listing: Listing): Promise<SeenList> =>
  listSeen(reader, listing, { where: eq(participants.status, 'waiting'), order: [] });

/** Who is in but the audience, and of the audience those on the stage; whoever is in the call comes first. */
export const listPresent = (reader: Reader, listing: Listing): Promise<SeenList> =>
  listSeen(reader, listing, {
    where: and(eq(participants.status, 'admitted'), or(ne(participants.role, 'audience'), eq(participants.stage, 'on_stage'))),
    order: [sql`${connected} desc`],
  });

/** Whose hand is up, or who is called to the stage. */
export const listHands = (reader: Reader, listing: Listing): Promise<SeenList> =>
  listSeen(reader, listing, { where: handUp, order: [] });

async function listSeen(
  reader: Reader,
  { meetingId, limit }: Listing,
  { where, order }: Readonly<{ where: SQL | undefined; order: readonly SQL[] }>,
): Promise<SeenList> {
  const rows = await reader
    .select({
      participantId: participants.id,
      identity: participants.identity,
      displayName: participants.displayName,
      kind,
      role: participants.role,
      status: participants.status,
      stage: participants.stage,
      requestedAt: participants.requestedAt,
      connected,
      returning: returningTo(meetingId),
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(participants)
    .where(and(eq(participants.meetingId, meetingId), where))
    .orderBy(...order, asc(participants.requestedAt), asc(participants.id))
    .limit(limit);
  return { members: rows.map(({ total: _, ...seen }) => seen), total: rows[0]?.total ?? 0 };
}

const handUp = and(eq(participants.status, 'admitted'), inArray(participants.stage, ['hand_raised', 'invited']));

/** How many hands are up. Those who ask take turns until their transactions end, so that two do not both become the last. */
export async function countHandsInTurn(tx: WriteTx, meetingId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`hands ${meetingId}`}, 0))`);
  return tx.$count(participants, and(eq(participants.meetingId, meetingId), handUp));
}

/** How many of the audience are connected and only watch. */
export async function countWatching(reader: Reader, meetingId: string): Promise<number> {
  const [row] = await reader
    .select({ count: sql<number>`count(distinct ${participants.id})::int` })
    .from(attendance)
    .innerJoin(participants, eq(participants.id, attendance.participantId))
    .where(
      and(
        eq(attendance.meetingId, meetingId),
        sql`${attendance.leftAt} is null`,
        eq(participants.role, 'audience'),
        ne(participants.stage, 'on_stage'),
      ),
    );
  return row?.count ?? 0;
}

const kind = sql<'member' | 'guest'>`case when ${participants.personId} is null then 'guest' else 'member' end`;

// Named in plain SQL: in a select from a single table drizzle would drop the table's name, and the inner one would answer.
const connected = sql<boolean>`exists (select 1 from attendance
  where attendance.meeting_id = participants.meeting_id and attendance.participant_id = participants.id
  and attendance.left_at is null)`;
const putOutOf = (meetingId: string): SQL =>
  sql`select address_hash from participants where meeting_id = ${meetingId} and status in ('denied', 'removed')`;
/** From the address of somebody who was denied or removed in the meeting: looked up once for a whole list. */
const returningTo = (meetingId: string): SQL<boolean> =>
  sql<boolean>`coalesce(participants.address_hash in (${putOutOf(meetingId)} and address_hash is not null), false)`;

async function one(reader: Reader, where: SQL | undefined): Promise<Participant | undefined> {
  const [found] = await reader.select().from(participants).where(where);
  return found;
}
