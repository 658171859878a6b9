/** Meetings as their door and their host controls see them. By join code or id alone: what may be done is policy's to say. */
import { eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { InviteeRole } from '@sabha/domain/meeting/contract';
import type { Database, Reader, WriteTx } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { people } from '../schema/organisation.ts';
import type { MeetingRow } from './meetings.ts';

export type Room = MeetingRow &
  Readonly<{
    organiserName: string;
    /** How the one who looks is invited, by the verified mail address of their account. */
    invitation: InviteeRole | null;
  }>;

/** @param email of the account of whoever looks; null for those without one. */
type Looking = Readonly<{ email: string | null }>;

export async function findRoomByCode(
  reader: Reader,
  { joinCode, email }: Looking & Readonly<{ joinCode: string }>,
): Promise<Room | undefined> {
  return findRoom(reader, eq(meetings.joinCode, joinCode), { email, name: 'room_by_code' });
}

export async function findRoomById(
  reader: Reader,
  { meetingId, email }: Looking & Readonly<{ meetingId: string }>,
): Promise<Room | undefined> {
  return findRoom(reader, eq(meetings.id, meetingId), { email, name: 'room_by_id' });
}

async function findRoom(
  reader: Reader,
  which: SQL,
  { email, name }: Looking & Readonly<{ name: string }>,
): Promise<Room | undefined> {
  const [room] = await reader
    .select({
      ...getTableColumns(meetings),
      organiserName: people.name,
      invitation: sql<InviteeRole | null>`(select ${invitees.role} from ${invitees}
        where ${invitees.meetingId} = ${meetings.id} and ${invitees.email} = ${email}::text and ${invitees.removedAt} is null)`,
    })
    .from(meetings)
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .where(which)
    .prepare(name)
    .execute();
  return room;
}

export type RoomState = Pick<MeetingRow, 'kind' | 'access' | 'status' | 'locked' | 'options' | 'mediaNodeId' | 'mediaSiteId'>;

/** Its state, held until the transaction ends: nobody starts, locks or ends it meanwhile, and nobody comes in. */
export const lockRoom = (tx: WriteTx, meetingId: string): Promise<RoomState> => holdState(tx, meetingId, 'update');

/** The same for those who come in: any number of them at once, but nobody starts, locks or ends it meanwhile. */
export const shareRoom = (tx: WriteTx, meetingId: string): Promise<RoomState> => holdState(tx, meetingId, 'share');

async function holdState(tx: WriteTx, meetingId: string, strength: 'update' | 'share'): Promise<RoomState> {
  const { kind, access, status, locked, options, mediaNodeId, mediaSiteId } = meetings;
  const columns = { kind, access, status, locked, options, mediaNodeId, mediaSiteId };
  const query = tx.select(columns).from(meetings).where(eq(meetings.id, meetingId)).for(strength);
  const [room] = await query.prepare(`hold_room_for_${strength}`).execute();
  if (!room) throw new Error('a meeting that was found is gone: meetings are never deleted');
  return room;
}

/**
 * Does the work while nobody else does such work for that room, at any portal; a transaction is open as long as it lasts.
 * @returns undefined, at once, while somebody else does
 */
export async function whileNobodyElseMoves<T>(db: Database, meetingId: string, work: () => Promise<T>): Promise<T | undefined> {
  return db.transaction(async (tx) => {
    const key = `move ${meetingId}`;
    const [lock] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as held`,
    );
    return lock?.held === true ? work() : undefined;
  });
}

export async function markStarted(tx: WriteTx, { meetingId, at }: Readonly<{ meetingId: string; at: Date }>): Promise<void> {
  await tx.update(meetings).set({ status: 'live', startedAt: at }).where(eq(meetings.id, meetingId));
}

export async function markEnded(tx: WriteTx, { meetingId, at }: Readonly<{ meetingId: string; at: Date }>): Promise<void> {
  await tx.update(meetings).set({ status: 'ended', endedAt: at }).where(eq(meetings.id, meetingId));
}

export async function setLocked(
  tx: WriteTx,
  { meetingId, locked }: Readonly<{ meetingId: string; locked: boolean }>,
): Promise<void> {
  await tx.update(meetings).set({ locked }).where(eq(meetings.id, meetingId));
}

/** Where its media is from now on. */
export async function setPlacement(
  tx: WriteTx,
  { meetingId, nodeId, siteId }: Readonly<{ meetingId: string; nodeId: string; siteId: string }>,
): Promise<void> {
  await tx.update(meetings).set({ mediaNodeId: nodeId, mediaSiteId: siteId }).where(eq(meetings.id, meetingId));
}

export type PlacedRoom = Pick<MeetingRow, 'id' | 'ministryId' | 'options' | 'mediaNodeId' | 'mediaSiteId'>;
/** Every live meeting, with where its media was put. */
export async function listPlacedRooms(reader: Reader): Promise<readonly PlacedRoom[]> {
  const { id, ministryId, options, mediaNodeId, mediaSiteId } = meetings;
  return reader.select({ id, ministryId, options, mediaNodeId, mediaSiteId }).from(meetings).where(eq(meetings.status, 'live'));
}

/** Ids and states of those among `ids` that are meetings of ours, and of all that are live. */
export async function listRoomStates(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly Pick<MeetingRow, 'id' | 'ministryId' | 'status'>[]> {
  const columns = { id: meetings.id, ministryId: meetings.ministryId, status: meetings.status };
  const known =
    ids.length === 0
      ? []
      : await reader
          .select(columns)
          .from(meetings)
          .where(inArray(meetings.id, [...ids]));
  const live = await reader.select(columns).from(meetings).where(eq(meetings.status, 'live'));
  return [...new Map([...known, ...live].map((room) => [room.id, room])).values()];
}

/** Live meetings whose time was over before `since`, and in whose call nobody has been since then. */
export async function listAbandonedRooms(reader: Reader, since: Date): Promise<readonly Pick<MeetingRow, 'id' | 'ministryId'>[]> {
  const before = since.toISOString();
  return reader
    .select({ id: meetings.id, ministryId: meetings.ministryId })
    .from(meetings)
    .where(
      sql`meetings.status = 'live' and meetings.started_at < ${before}::timestamptz
        and meetings.starts_at + make_interval(mins => meetings.duration_minutes) < ${before}::timestamptz
        and not exists (select 1 from attendance where attendance.meeting_id = meetings.id
          and (attendance.left_at is null or attendance.left_at >= ${before}::timestamptz))`,
    );
}
