import { and, asc, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { DepartmentView, MemberRole, MemberView } from '@sabha/domain/organisation/contract';
import type { Reader, WriteTx } from '../connect.ts';
import { departments, memberships, ministries, people } from '../schema/organisation.ts';

export type Department = Readonly<{ departmentId: string; ministryId: string; name: string; nameHi: string }>;
export type MembershipRow = Readonly<{
  membershipId: string;
  personId: string;
  ministryId: string;
  departmentId: string;
  role: MemberRole;
}>;

const departmentColumns = {
  departmentId: departments.id,
  ministryId: departments.ministryId,
  name: departments.name,
  nameHi: departments.nameHi,
};
const membershipColumns = {
  membershipId: memberships.id,
  personId: memberships.personId,
  ministryId: memberships.ministryId,
  departmentId: memberships.departmentId,
  role: memberships.role,
};

/** Undefined as well when the department is of no ministry in `ministryIds`. */
export async function findDepartment(
  reader: Reader,
  { departmentId, ministryIds }: Readonly<{ departmentId: string; ministryIds: readonly string[] }>,
): Promise<Department | undefined> {
  const [department] = await reader
    .select(departmentColumns)
    .from(departments)
    .where(and(eq(departments.id, departmentId), inArray(departments.ministryId, [...ministryIds])));
  return department;
}

/** Departments of these ministries, each with the number of its present members. */
export async function listDepartments(reader: Reader, ministryIds: readonly string[]): Promise<readonly DepartmentView[]> {
  return reader
    .select({ ...departmentColumns, members: count(memberships.id) })
    .from(departments)
    .leftJoin(memberships, and(eq(memberships.departmentId, departments.id), isNull(memberships.endedAt)))
    .where(inArray(departments.ministryId, [...ministryIds]))
    .groupBy(departments.id)
    .orderBy(asc(departments.name), asc(departments.id));
}

/** Null when a department of that name exists in the ministry already. */
export async function insertDepartment(
  tx: WriteTx,
  values: Readonly<{ ministryId: string; name: string; nameHi: string }>,
): Promise<string | null> {
  const [made] = await tx.insert(departments).values(values).onConflictDoNothing().returning({ id: departments.id });
  return made?.id ?? null;
}

/** Present members of these ministries, or of one department of them. */
export async function listMembers(
  reader: Reader,
  { ministryIds, departmentId }: Readonly<{ ministryIds: readonly string[]; departmentId?: string | undefined }>,
): Promise<readonly MemberView[]> {
  return reader
    .select({
      membershipId: memberships.id,
      personId: people.id,
      name: memberships.name,
      email: people.email,
      departmentId: departments.id,
      departmentName: departments.name,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(departments, eq(departments.id, memberships.departmentId))
    .where(
      and(
        inArray(memberships.ministryId, [...ministryIds]),
        isNull(memberships.endedAt),
        departmentId === undefined ? undefined : eq(memberships.departmentId, departmentId),
      ),
    )
    .orderBy(asc(departments.name), asc(memberships.name), asc(memberships.id));
}

/** Undefined as well when the membership is of no ministry in `ministryIds`, or has ended. */
export async function findMembership(
  reader: Reader,
  { membershipId, ministryIds }: Readonly<{ membershipId: string; ministryIds: readonly string[] }>,
): Promise<MembershipRow | undefined> {
  const [membership] = await reader
    .select(membershipColumns)
    .from(memberships)
    .where(and(eq(memberships.id, membershipId), inArray(memberships.ministryId, [...ministryIds]), isNull(memberships.endedAt)));
  return membership;
}

/** Makes the membership, or begins an ended one anew; null when the person is a member of the department now. */
export async function beginMembership(
  tx: WriteTx,
  values: Readonly<{ personId: string; ministryId: string; departmentId: string; role: MemberRole; name: string }>,
): Promise<string | null> {
  const [row] = await tx
    .insert(memberships)
    .values(values)
    .onConflictDoUpdate({
      target: [memberships.personId, memberships.departmentId],
      set: { role: values.role, name: values.name, endedAt: null },
      setWhere: isNotNull(memberships.endedAt),
    })
    .returning({ id: memberships.id });
  return row?.id ?? null;
}

export async function changeRole(
  tx: WriteTx,
  { membershipId, ministryId, role }: Readonly<{ membershipId: string; ministryId: string; role: MemberRole }>,
): Promise<void> {
  await tx.update(memberships).set({ role }).where(present(membershipId, ministryId));
}

export async function endMembership(
  tx: WriteTx,
  { membershipId, ministryId, at }: Readonly<{ membershipId: string; ministryId: string; at: Date }>,
): Promise<void> {
  await tx.update(memberships).set({ endedAt: at }).where(present(membershipId, ministryId));
}

/** Its administrators, locked until the transaction ends: two who remove each other at once cannot both succeed. */
export async function lockAdministrators(tx: WriteTx, ministryId: string): Promise<readonly MembershipRow[]> {
  return tx
    .select(membershipColumns)
    .from(memberships)
    .where(and(eq(memberships.ministryId, ministryId), eq(memberships.role, 'administrator'), isNull(memberships.endedAt)))
    .orderBy(asc(memberships.id))
    .for('update');
}

export async function findMinistry(
  reader: Reader,
  slug: string,
): Promise<Readonly<{ ministryId: string; name: string; nameHi: string }> | undefined> {
  const [ministry] = await reader
    .select({ ministryId: ministries.id, name: ministries.name, nameHi: ministries.nameHi })
    .from(ministries)
    .where(eq(ministries.slug, slug));
  return ministry;
}

export async function insertMinistry(
  tx: WriteTx,
  values: Readonly<{ slug: string; name: string; nameHi: string }>,
): Promise<string> {
  const [made] = await tx.insert(ministries).values(values).returning({ id: ministries.id });
  if (!made) throw new Error('a ministry that was not made');
  return made.id;
}

const present = (membershipId: string, ministryId: string) =>
  and(eq(memberships.id, membershipId), eq(memberships.ministryId, ministryId), isNull(memberships.endedAt));
