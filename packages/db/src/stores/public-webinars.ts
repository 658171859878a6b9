import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { MeetingStatus } from '@sabha/domain/meeting/contract';
import type { Reader } from '../connect.ts';
import { invitees, meetings } from '../schema/meetings.ts';
import { departments, ministries, people } from '../schema/organisation.ts';
import { isOpenAt } from './meetings.ts';

/** What a list tells of a public webinar: nothing here names a guest, a passcode or a mail address. */
export type ListedWebinarRow = Readonly<{
  joinCode: string;
  title: string;
  status: MeetingStatus;
  startsAt: Date;
  durationMinutes: number;
  timeZone: string;
  ministryName: string;
  ministryNameHi: string;
  ministrySlug: string;
  departmentName: string;
  departmentNameHi: string;
}>;

/** What its own page tells. */
export type PublicWebinarRow = ListedWebinarRow &
  Readonly<{ description: string; organiserName: string; panellists: readonly string[] }>;

/** Those that run or are still to come, soonest first. */
export async function listPublicWebinars(
  reader: Reader,
  { now, ministrySlug, limit }: Readonly<{ now: Date; ministrySlug?: string | undefined; limit: number }>,
): Promise<readonly ListedWebinarRow[]> {
  return reader
    .select(listed)
    .from(meetings)
    .innerJoin(ministries, eq(ministries.id, meetings.ministryId))
    .innerJoin(departments, eq(departments.id, meetings.departmentId))
    .where(and(isPublic, isOpenAt(now), ministrySlug === undefined ? undefined : eq(ministries.slug, ministrySlug)))
    .orderBy(asc(meetings.startsAt), asc(meetings.id))
    .limit(limit);
}

/** Whatever its state: people come back to a link after the webinar has ended or was called off. */
export async function findPublicWebinar(reader: Reader, joinCode: string): Promise<PublicWebinarRow | undefined> {
  const [webinar] = await reader
    .select({
      ...listed,
      description: meetings.description,
      organiserName: people.name,
      panellists: sql<string[]>`coalesce((select array_agg(${invitees.name} order by ${invitees.name}) from ${invitees}
        where ${invitees.meetingId} = ${meetings.id} and ${inArray(invitees.role, ['panellist', 'cohost'])}
        and ${invitees.removedAt} is null), '{}')`,
    })
    .from(meetings)
    .innerJoin(ministries, eq(ministries.id, meetings.ministryId))
    .innerJoin(departments, eq(departments.id, meetings.departmentId))
    .innerJoin(people, eq(people.id, meetings.organiserId))
    .where(and(isPublic, eq(meetings.joinCode, joinCode)));
  return webinar;
}

const listed = {
  joinCode: meetings.joinCode,
  title: meetings.title,
  status: meetings.status,
  startsAt: meetings.startsAt,
  durationMinutes: meetings.durationMinutes,
  timeZone: meetings.timeZone,
  ministryName: ministries.name,
  ministryNameHi: ministries.nameHi,
  ministrySlug: ministries.slug,
  departmentName: departments.name,
  departmentNameHi: departments.nameHi,
};

/** Public is a webinar that anybody with the link may watch; `invited` and `ministry` webinars are nobody else's business. */
const isPublic = and(eq(meetings.kind, 'webinar'), eq(meetings.access, 'link'));
