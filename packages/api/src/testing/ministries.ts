/** Two ministries that must never meet, each with two departments and somebody in every role. */
import { beginMembership, insertDepartment, insertMinistry } from '@sabha/db/stores/organisation';
import { ensurePerson } from '@sabha/db/stores/people';
import type { MemberActor } from '@sabha/domain/actor';
import { type MemberRole, memberRoles } from '@sabha/domain/organisation/contract';
import { act } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Harness } from './harness.ts';

export type Ministry = Readonly<{
  ministryId: string;
  departmentId: string;
  /** Another department, with nobody in it. */
  emptyDepartmentId: string;
  personIds: Readonly<Record<MemberRole, string>>;
  membershipIds: Readonly<Record<MemberRole, string>>;
  emails: Readonly<Record<MemberRole, string>>;
}>;

export async function makeMinistry(harness: Harness, slug: string): Promise<Ministry> {
  const context = harness.context({ kind: 'system', name: 'seed' });
  return act(context, async ({ tx, record }) => {
    const ministryId = await insertMinistry(tx, { slug, name: `Ministry of ${slug}`, nameHi: `${slug} मंत्रालय` });
    const department = (name: string) => insertDepartment(tx, { ministryId, name, nameHi: name });
    const [departmentId, emptyDepartmentId] = [await department('First'), await department('Second')];
    if (departmentId === null || emptyDepartmentId === null) throw new Error('departments of one name');
    const rows = await Promise.all(
      memberRoles.map(async (role) => {
        const email = `${role}@${slug}.example`;
        const name = `${slug} ${role}`;
        const { personId } = await ensurePerson(tx, { email, name });
        const membershipId = (await beginMembership(tx, { personId, ministryId, departmentId, role, name })) ?? '';
        return { role, email, personId, membershipId };
      }),
    );
    const by = (key: 'email' | 'personId' | 'membershipId') =>
      Object.fromEntries(rows.map((row) => [row.role, row[key]])) as Record<MemberRole, string>;
    record({ event: 'department.added', outcome: 'ok', ministryId, subjectId: departmentId });
    return {
      ministryId,
      departmentId,
      emptyDepartmentId,
      personIds: by('personId'),
      membershipIds: by('membershipId'),
      emails: by('email'),
    };
  });
}

/** A request by the ministry's person in that role. */
export async function as(harness: Harness, ministry: Ministry, role: MemberRole): Promise<MemberContext> {
  const actor: MemberActor = await harness.member(ministry.personIds[role]);
  return { ...harness.context(actor), actor };
}
