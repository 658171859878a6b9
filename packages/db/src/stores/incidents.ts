/** The incidents of a ministry. No query here goes across ministries but the one of the job that reminds. */
import type { Steps } from '@sabha/domain/incident/clock';
import type { ReportFields } from '@sabha/domain/incident/report';
import { and, asc, count, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Reader, WriteTx } from '../connect.ts';
import { incidents } from '../schema/incidents.ts';
import { memberships, people } from '../schema/organisation.ts';

export type IncidentRow = Readonly<typeof incidents.$inferSelect>;

/** Undefined as well when it is of no ministry in `ministryIds`. */
export async function findIncident(
  reader: Reader,
  { incidentId, ministryIds }: Readonly<{ incidentId: string; ministryIds: readonly string[] }>,
): Promise<IncidentRow | undefined> {
  const mine = and(eq(incidents.id, incidentId), inArray(incidents.ministryId, [...ministryIds]));
  const [found] = await reader.select().from(incidents).where(mine);
  return found;
}

/** Newest first. */
export async function listIncidents(
  reader: Reader,
  { ministryId, limit }: Readonly<{ ministryId: string; limit: number }>,
): Promise<readonly IncidentRow[]> {
  return reader
    .select()
    .from(incidents)
    .where(eq(incidents.ministryId, ministryId))
    .orderBy(desc(incidents.noticedAt), desc(incidents.id))
    .limit(limit);
}

export async function insertIncident(
  tx: WriteTx,
  values: ReportFields & Readonly<{ ministryId: string; openedAt: Date }>,
): Promise<string> {
  const [made] = await tx.insert(incidents).values(values).returning({ id: incidents.id });
  if (!made) throw new Error('an incident that was not made');
  return made.id;
}

export type IncidentChange = Partial<
  ReportFields & Omit<Steps, 'noticedAt'> & Readonly<{ reference: string | null; remindersSent: readonly number[] }>
>;

/** False when it is not at that version any more: then nothing is changed. */
export async function changeIncident(
  tx: WriteTx,
  { incidentId, version }: Readonly<{ incidentId: string; version: number }>,
  change: IncidentChange,
): Promise<boolean> {
  const changed = await tx
    .update(incidents)
    .set({ ...change, version: version + 1 })
    .where(and(eq(incidents.id, incidentId), eq(incidents.version, version)))
    .returning({ id: incidents.id });
  return changed.length > 0;
}

/** Of any ministry: what was noticed before then and has not been reported to anybody. The longest noticed first. */
export async function listUnreported(
  reader: Reader,
  { noticedBefore, limit }: Readonly<{ noticedBefore: Date; limit: number }>,
): Promise<readonly IncidentRow[]> {
  return reader
    .select()
    .from(incidents)
    .where(
      and(
        lte(incidents.noticedAt, noticedBefore),
        isNull(incidents.partlyFiledAt),
        isNull(incidents.filedAt),
        isNull(incidents.closedAt),
        sql`not ${incidents.remindersSent} @> '[6]'::jsonb`,
      ),
    )
    .orderBy(asc(incidents.noticedAt))
    .limit(limit);
}

/** In these ministries, what was noticed before then, is not closed, and has been reported to nobody. */
export async function countUnreported(
  reader: Reader,
  { ministryIds, noticedBefore }: Readonly<{ ministryIds: readonly string[]; noticedBefore: Date }>,
): Promise<number> {
  const [row] = await reader
    .select({ count: count() })
    .from(incidents)
    .where(
      and(
        inArray(incidents.ministryId, [...ministryIds]),
        lte(incidents.noticedAt, noticedBefore),
        isNull(incidents.partlyFiledAt),
        isNull(incidents.filedAt),
        isNull(incidents.closedAt),
      ),
    );
  return row?.count ?? 0;
}

/** Locked until the transaction ends: two workers remind of it once. */
export async function lockIncident(tx: WriteTx, incidentId: string): Promise<IncidentRow | undefined> {
  const [found] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for('update');
  return found;
}

export async function findIncidentForMail(reader: Reader, incidentId: string): Promise<IncidentRow | undefined> {
  const [found] = await reader.select().from(incidents).where(eq(incidents.id, incidentId));
  return found;
}

/** It is no change of what people wrote, and so the version stays. */
export async function markReminded(
  tx: WriteTx,
  { incidentId, sent }: Readonly<{ incidentId: string; sent: readonly number[] }>,
): Promise<void> {
  await tx.update(incidents).set({ remindersSent: sent }).where(eq(incidents.id, incidentId));
}

/** Ids of its present administrators, each once. */
export async function listAdministrators(reader: Reader, ministryId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectDistinct({ personId: people.id })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.ministryId, ministryId), eq(memberships.role, 'administrator'), isNull(memberships.endedAt)))
    .orderBy(asc(people.id));
  return rows.map(({ personId }) => personId);
}
