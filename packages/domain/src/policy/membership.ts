import type { Actor } from '../actor.ts';
import { type MemberRole, memberRoles } from '../organisation/contract.ts';

/** Rights grow along `memberRoles`: whoever may schedule may also host. */
export const isAtLeast = (role: MemberRole, needed: MemberRole): boolean =>
  memberRoles.indexOf(role) >= memberRoles.indexOf(needed);

/** Somebody who belongs to the ministry, in whatever department and role. */
export function belongsTo(actor: Actor, ministryId: string): boolean {
  return actor.kind === 'member' && actor.memberships.some((membership) => membership.ministryId === ministryId);
}

/** An administrator answers for the whole ministry, whichever department they sit in. */
export function administers(actor: Actor, ministryId: string): boolean {
  return holds(actor, 'administrator', { ministryId });
}

/** A role of at least `needed` in the department; administrators of the ministry hold it in each of its departments. */
export function holdsInDepartment(
  actor: Actor,
  needed: MemberRole,
  { ministryId, departmentId }: Readonly<{ ministryId: string; departmentId: string }>,
): boolean {
  return holds(actor, needed, { ministryId, departmentId }) || administers(actor, ministryId);
}

/** A role of at least `needed` in the ministry, or in one department of it. */
export function holds(actor: Actor, needed: MemberRole, where: Readonly<{ ministryId: string; departmentId?: string }>): boolean {
  return (
    actor.kind === 'member' &&
    actor.memberships.some(
      (membership) =>
        membership.ministryId === where.ministryId &&
        (where.departmentId === undefined || membership.departmentId === where.departmentId) &&
        isAtLeast(membership.role, needed),
    )
  );
}
