import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { InviteeRole } from '@sabha/domain/meeting/contract';
import type { Reader, WriteTx } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { departments, people } from '../schema/organisation.ts';

/** Who looks: their ministries, and the verified address by which another ministry may have invited them. */
export type Viewer = Readonly<{ personId: string; email: string; ministryIds: readonly string[] }>;

export type MeetingRow = Readonly<typeof meetings.$inferSelect>;
export type MeetingForViewer = MeetingRow &
  Readonly<{
    organiserName: string;
    departmentName: string;
    departmentNameHi: string;
    /** The viewer's own invitation. */
    invitation: InviteeRole | null;
  }>;
export type NewMeeting = Omit<typeof meetings.$inferInsert, 'id' | 'createdAt'>;
export type MeetingChanges = Partial<
  Pick<
    MeetingRow,
    | 'title'
    | 'description'
    | 'startsAt'
    | 'durationMinutes'
    | 'timeZone'
    | 'access'
    | 'options'
    | 'status'
    | 'sequence'
    | 'endedAt'
  >
>;
/** Where a page ended: the next one begins after it. */
export type PageKey = Readonly<{ startsAt: Date; id: string }>;

/** Null when the join code is taken: draw another. */
export async function insertMeeting(tx: WriteTx, values: NewMeeting): Promise<string | null> {
  const [made] = await tx
    .insert(meetings)
    .values(values)
    .onConflictDoNothing({ target: meetings.joinCode })
    .returning({ id: meetings.id });
  return made?.id ?? null;
}

/** Undefined as well when the meeting is of another ministry and the viewer is not invited. */
export async function findMeeting(
  reader: Reader,
  { meetingId, viewer }: Readonly<{ meetingId: string; viewer: Viewer }>,
): Promise<MeetingForViewer | undefined> {
  const [meeting] = await selectFor(reader, viewer).where(and(eq(meetings.id, meetingId), withinReach(viewer)));
  return meeting;
}

/** For the worker, which acts for nobody. */
export async function findMeetingOfOrganiser(reader: Reader, meetingId: string) {
  const { id, ministryId, kind, title } = meetings;
  const organiser = { personId: people.id, name: people.name, email: people.email };
  const [found] = await reader
    .select({ meetingId: id, ministryId, kind, title, organiser })
    .from(meetings)
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .where(eq(meetings.id, meetingId));
  return found;
}

/** The row alone, locked until the transaction ends, so that two changes cannot cross. */
export async function lockMeeting(
  tx: WriteTx,
  { meetingId, ministryId }: Readonly<{ meetingId: string; ministryId: string }>,
): Promise<MeetingRow | undefined> {
  const [meeting] = await tx
    .select()
    .from(meetings)
    .where(and(eq(meetings.id, meetingId), eq(meetings.ministryId, ministryId)))
    .for('update');
  return meeting;
}

export async function updateMeeting(
  tx: WriteTx,
  { meetingId, ministryId, changes }: Readonly<{ meetingId: string; ministryId: string; changes: MeetingChanges }>,
): Promise<void> {
  await tx
    .update(meetings)
    .set(changes)
    .where(and(eq(meetings.id, meetingId), eq(meetings.ministryId, ministryId)));
}

/**
 * Meetings the viewer runs or is invited to. `upcoming`: soonest first, with those that run now or could still begin;
 * `past`: latest first, with the cancelled and those whose time went by unused.
 */
export async function listMeetings(
  reader: Reader,
  options: Readonly<{ viewer: Viewer; when: 'upcoming' | 'past'; now: Date; after: PageKey | null; limit: number }>,
): Promise<readonly MeetingForViewer[]> {
  const { viewer, when, now, after, limit } = options;
  const open = isOpenAt(now);
  const [beyond, direction] = when === 'upcoming' ? ([gt, asc] as const) : ([lt, desc] as const);
  const next = after
    ? or(beyond(meetings.startsAt, after.startsAt), and(eq(meetings.startsAt, after.startsAt), beyond(meetings.id, after.id)))
    : undefined;
  return selectFor(reader, viewer)
    .where(
      and(
        withinReach(viewer),
        or(eq(meetings.organiserId, viewer.personId), invitedAs(viewer)),
        when === 'upcoming' ? open : sql`not ${open}`,
        next,
      ),
    )
    .orderBy(direction(meetings.startsAt), direction(meetings.id))
    .limit(limit);
}

/** Runs, or could still begin. */
export const isOpenAt = (now: Date): SQL => sql`(${meetings.status} = 'live' or (${meetings.status} = 'scheduled'
    and ${meetings.startsAt} + make_interval(mins => ${meetings.durationMinutes}) >= ${now.toISOString()}::timestamptz))`;

function selectFor(reader: Reader, viewer: Viewer) {
  return reader
    .select({
      ...getTableColumns(meetings),
      organiserName: people.name,
      departmentName: departments.name,
      departmentNameHi: departments.nameHi,
      invitation: sql<InviteeRole | null>`(select ${invitees.role} from ${invitees}
        where ${invitees.meetingId} = ${meetings.id} and ${invitees.email} = ${viewer.email} and ${invitees.removedAt} is null)`,
    })
    .from(meetings)
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .innerJoin(departments, eq(departments.id, meetings.departmentId));
}

const invitedAs = (viewer: Viewer): SQL => sql`exists (select 1 from ${invitees}
  where ${invitees.meetingId} = ${meetings.id} and ${invitees.email} = ${viewer.email} and ${invitees.removedAt} is null)`;

/** The wall between ministries: nothing passes but one's own ministries' meetings and invitations. */
const withinReach = (viewer: Viewer): SQL | undefined =>
  or(inArray(meetings.ministryId, [...viewer.ministryIds]), invitedAs(viewer));
