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

export async function findPlace(
  reader: Reader,
  { meetingId, holder }: Readonly<{ meetingId: string; holder: Holder }>,
): Promise<Participant | undefined> {
  return one(reader, and(eq(participants.meetingId, meetingId), heldBy(holder)));
}

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
export async function lockParticipant(tx: WriteTx, { meetingId, participantId }: Place): Promise<Participant | undefined> {
  const [found] = await tx
    .select()
    .from(participants)
    .where(and(eq(participants.meetingId, meetingId), eq(participants.id, participantId)))
    .for('update');
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

export type PlaceChanges = Readonly<{ status?: ParticipantStatus; decidedAt?: Date; role?: ParticipantRole; stage?: StageState }>;
export async function updateParticipant(
  tx: WriteTx,
  { meetingId, participantId, changes }: Place & Readonly<{ changes: PlaceChanges }>,
): Promise<void> {
  await tx
    .update(participants)
    .set(changes)
    .where(and(eq(participants.meetingId, meetingId), eq(participants.id, participantId)));
}

/** Whether somebody of that address was denied or removed here. */
export async function wasPutOut(
  reader: Reader,
  { meetingId, addressHash }: Readonly<{ meetingId: string; addressHash: string }>,
): Promise<boolean> {
  const [found] = await reader
    .select({ id: participants.id })
    .from(participants)
    .where(
      and(
        eq(participants.meetingId, meetingId),
        inArray(participants.status, ['denied', 'removed']),
        eq(participants.addressHash, addressHash),
      ),
    )
    .limit(1);
  return found !== undefined;
}

export type Waiting = Readonly<{ id: string; kind: 'member' | 'guest'; role: ParticipantRole; returning: boolean }>;
/** Everybody who waits, held until the transaction ends. */
export async function lockWaiting(tx: WriteTx, meetingId: string): Promise<readonly Waiting[]> {
  return tx
    .select({ id: participants.id, kind, role: participants.role, returning })
    .from(participants)
    .where(and(eq(participants.meetingId, meetingId), eq(participants.status, 'waiting')))
    .orderBy(asc(participants.requestedAt), asc(participants.id))
    .for('update');
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const CHUNK = 10_000;

export async function admitAll(
  tx: WriteTx,
  { meetingId, ids, at }: Readonly<{ meetingId: string; ids: readonly string[]; at: Date }>,
): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    await tx
      .update(participants)
      .set({ status: 'admitted', decidedAt: at })
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
/** More than this no host can look through; the first to ask come first. */
const LIST_LIMIT = 500;

/** Whom the hosts see by name: all who wait, all who are in but the audience, and of the audience those with a hand up or on stage. */
export async function listSeenByHosts(reader: Reader, meetingId: string): Promise<readonly Seen[]> {
  return reader
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
      returning,
    })
    .from(participants)
    .where(
      and(
        eq(participants.meetingId, meetingId),
        or(
          eq(participants.status, 'waiting'),
          and(eq(participants.status, 'admitted'), or(ne(participants.role, 'audience'), ne(participants.stage, 'none'))),
        ),
      ),
    )
    .orderBy(asc(participants.requestedAt), asc(participants.id))
    .limit(LIST_LIMIT);
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
/** From the address of somebody who was denied or removed in the same meeting. */
const returning = sql<boolean>`exists (select 1 from participants before
  where before.meeting_id = participants.meeting_id and before.status in ('denied', 'removed')
  and before.address_hash = participants.address_hash and before.id <> participants.id)`;

async function one(reader: Reader, where: SQL | undefined): Promise<Participant | undefined> {
  const [found] = await reader.select().from(participants).where(where);
  return found;
}
