import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { MembershipView } from '@sabha/domain/organisation/contract';
import type { Reader, WriteTx } from '../connect.ts';
import { departments, memberships, ministries, people } from '../schema/organisation.ts';

export type Person = Readonly<{ personId: string; name: string; email: string }>;

const columns = { personId: people.id, name: people.name, email: people.email };

export async function findPerson(reader: Reader, personId: string): Promise<Person | undefined> {
  const [person] = await reader.select(columns).from(people).where(eq(people.id, personId));
  return person;
}

/** @param email in lower case, as everywhere past the edge. */
export async function findPersonByEmail(reader: Reader, email: string): Promise<Person | undefined> {
  const [person] = await reader.select(columns).from(people).where(eq(people.email, email));
  return person;
}

/** The person of that mail address; made with `name` when there is none yet. A known person keeps their own name. */
export async function ensurePerson(tx: WriteTx, { email, name }: Readonly<{ email: string; name: string }>): Promise<Person> {
  const [made] = await tx.insert(people).values({ email, name }).onConflictDoNothing({ target: people.email }).returning(columns);
  const person = made ?? (await findPersonByEmail(tx, email));
  if (!person) throw new Error('a person neither inserted nor found');
  return person;
}

export async function markEmailVerified(tx: WriteTx, personId: string, at: Date): Promise<void> {
  await tx
    .update(people)
    .set({ emailVerifiedAt: at })
    .where(and(eq(people.id, personId), isNull(people.emailVerifiedAt)));
}

/** What the person is, now: ended memberships are left out. */
export async function membershipsOf(reader: Reader, personId: string): Promise<readonly MembershipView[]> {
  return reader
    .select({
      membershipId: memberships.id,
      ministryId: memberships.ministryId,
      departmentId: memberships.departmentId,
      role: memberships.role,
      ministryName: ministries.name,
      ministryNameHi: ministries.nameHi,
      departmentName: departments.name,
      departmentNameHi: departments.nameHi,
    })
    .from(memberships)
    .innerJoin(ministries, eq(ministries.id, memberships.ministryId))
    .innerJoin(departments, eq(departments.id, memberships.departmentId))
    .where(and(eq(memberships.personId, personId), isNull(memberships.endedAt)))
    .orderBy(asc(ministries.name), asc(departments.name));
}

/** Which of these addresses belong to somebody of the ministry, with the highest role they hold there as a list of roles. */
export async function rolesByEmail(
  reader: Reader,
  { ministryId, emails }: Readonly<{ ministryId: string; emails: readonly string[] }>,
): Promise<ReadonlyMap<string, readonly MembershipView['role'][]>> {
  const found = new Map<string, MembershipView['role'][]>();
  if (emails.length === 0) return found;
  const rows = await reader
    .select({ email: people.email, role: memberships.role })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.ministryId, ministryId), isNull(memberships.endedAt), inArray(people.email, [...emails])));
  for (const { email, role } of rows) found.set(email, [...(found.get(email) ?? []), role]);
  return found;
}
