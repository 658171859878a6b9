import type { WriteTx } from '@sabha/db/connect';
import {
  beginMembership,
  changeRole,
  endMembership,
  findDepartment,
  findMembership,
  insertDepartment,
  listDepartments,
  listMembers,
  lockAdministrators,
  type MembershipRow,
} from '@sabha/db/stores/organisation';
import { ensurePerson, membershipsOf } from '@sabha/db/stores/people';
import { endSessionsOf } from '@sabha/db/stores/sessions';
import { SabhaError } from '@sabha/domain/errors';
import type {
  AddMemberInput,
  addDepartmentInput,
  DepartmentView,
  MemberRole,
  MemberView,
} from '@sabha/domain/organisation/contract';
import { can } from '@sabha/domain/policy/can';
import type { z } from 'zod';
import { act, authorise, refuse } from '../core/act.ts';
import { type MemberContext, ministriesOf } from '../core/member-context.ts';
import { refuseAbsent } from '../core/refuse-absent.ts';
import { enforceStanding, settleStanding } from '../meeting/standing.ts';

/** Every department of the actor's own ministries. */
export async function listDepartmentsOf({ services, actor }: MemberContext): Promise<readonly DepartmentView[]> {
  const theirs = ministriesOf(actor).filter((ministryId) => can(actor, 'organisation.read_departments', { ministryId }).allowed);
  return listDepartments(services.db, theirs);
}

/**
 * Members with their mail addresses, for administrators: of one department, or of all the ministries they administer. Personal data:
 * that somebody read it is recorded.
 */
export async function listMembersOf(
  context: MemberContext,
  { departmentId }: Readonly<{ departmentId?: string | undefined }>,
): Promise<readonly MemberView[]> {
  const { services, actor } = context;
  if (departmentId !== undefined) {
    const department = await findDepartment(services.db, { departmentId, ministryIds: ministriesOf(actor) });
    if (!department) return refuseAbsent(context, 'organisation.read_members', departmentId);
    await authorise(context, 'organisation.read_members', department);
    return recordLook(
      context,
      [department.ministryId],
      await listMembers(services.db, { ministryIds: [department.ministryId], departmentId }),
    );
  }
  const administered = ministriesOf(actor).filter(
    (ministryId) => can(actor, 'organisation.read_members', { ministryId }).allowed,
  );
  if (administered.length === 0) {
    return refuse(context, new SabhaError('not_allowed'), {
      event: 'access.denied',
      outcome: 'refused',
      detail: { action: 'organisation.read_members', reason: 'administers no ministry' },
    });
  }
  return recordLook(context, administered, await listMembers(services.db, { ministryIds: administered }));
}

async function recordLook<M>(
  context: MemberContext,
  ministryIds: readonly string[],
  members: readonly M[],
): Promise<readonly M[]> {
  await act(context, ({ record }) => {
    for (const ministryId of ministryIds)
      record({ event: 'members.viewed', outcome: 'ok', ministryId, detail: { members: members.length } });
    return Promise.resolve();
  });
  return members;
}

export async function addDepartment(
  context: MemberContext,
  input: z.infer<typeof addDepartmentInput>,
): Promise<Readonly<{ departmentId: string }>> {
  await authorise(context, 'organisation.add_department', input);
  return act(context, async ({ tx, record }) => {
    const departmentId = await insertDepartment(tx, input);
    if (departmentId === null) throw new SabhaError('conflict', { reason: 'name_taken' });
    record({ event: 'department.added', outcome: 'ok', ministryId: input.ministryId, subjectId: departmentId });
    return { departmentId };
  });
}

/**
 * Makes the person when their address is new here. Somebody known keeps their own name, and this ministry sees the one it gave:
 * nobody learns who stands behind an address by adding it.
 */
export async function addMember(context: MemberContext, input: AddMemberInput): Promise<Readonly<{ membershipId: string }>> {
  const { departmentId, role, name } = input;
  const department = await findDepartment(context.services.db, { departmentId, ministryIds: ministriesOf(context.actor) });
  if (!department) return refuseAbsent(context, 'organisation.add_member', departmentId);
  await authorise(context, 'organisation.add_member', department);
  const { ministryId } = department;
  const added = await act(context, async (unit) => {
    const { tx, record } = unit;
    const { personId } = await ensurePerson(tx, input);
    const membershipId = await beginMembership(tx, { personId, ministryId, departmentId, role, name });
    if (membershipId === null) throw new SabhaError('conflict', { reason: 'already_member' });
    record({
      event: 'member.added',
      outcome: 'ok',
      ministryId,
      subjectId: membershipId,
      detail: { personId, departmentId, role },
    });
    return { membershipId, moved: await settleStanding(unit, { ministryId, personId }) };
  });
  await enforceStanding(context, added.moved);
  return { membershipId: added.membershipId };
}

export async function setRole(
  context: MemberContext,
  { membershipId, role }: Readonly<{ membershipId: string; role: MemberRole }>,
): Promise<Readonly<{ membershipId: string }>> {
  const { ministryId, personId } = await authorisedMembership(context, 'organisation.set_role', membershipId);
  const moved = await act(context, async (unit) => {
    const { tx, record } = unit;
    const current = await keepAnAdministrator(context, tx, { membershipId, ministryId, after: role });
    await changeRole(tx, { membershipId, ministryId, role });
    record({
      event: 'member.role_changed',
      outcome: 'ok',
      ministryId,
      subjectId: membershipId,
      detail: { personId, old: current.role, new: role },
    });
    return settleStanding(unit, { ministryId, personId });
  });
  await enforceStanding(context, moved);
  return { membershipId };
}

/** Ends the membership; whoever is left with none is signed out everywhere. From calls that they have no right to, they go at once. */
export async function removeMember(
  context: MemberContext,
  { membershipId }: Readonly<{ membershipId: string }>,
): Promise<Readonly<{ membershipId: string }>> {
  const { ministryId, personId } = await authorisedMembership(context, 'organisation.remove_member', membershipId);
  const moved = await act(context, async (unit) => {
    const { tx, record } = unit;
    const { role, departmentId } = await keepAnAdministrator(context, tx, { membershipId, ministryId, after: null });
    await endMembership(tx, { membershipId, ministryId, at: context.services.clock() });
    const left = await membershipsOf(tx, personId);
    const sessionsEnded = left.length === 0 ? await endSessionsOf(tx, personId) : 0;
    record({
      event: 'member.removed',
      outcome: 'ok',
      ministryId,
      subjectId: membershipId,
      detail: { personId, departmentId, role, sessionsEnded },
    });
    return settleStanding(unit, { ministryId, personId });
  });
  await enforceStanding(context, moved);
  return { membershipId };
}

async function authorisedMembership(
  context: MemberContext,
  action: 'organisation.set_role' | 'organisation.remove_member',
  membershipId: string,
): Promise<MembershipRow> {
  const ministryIds = ministriesOf(context.actor);
  const membership = await findMembership(context.services.db, { membershipId, ministryIds });
  if (!membership) return refuseAbsent(context, action, membershipId);
  await authorise(context, action, membership);
  return membership;
}

/** A ministry without an administrator could be repaired by nobody: its last one stays. Answers with the membership as it is now. */
async function keepAnAdministrator(
  { actor }: MemberContext,
  tx: WriteTx,
  { membershipId, ministryId, after }: Readonly<{ membershipId: string; ministryId: string; after: MemberRole | null }>,
): Promise<MembershipRow> {
  const administrators = await lockAdministrators(tx, ministryId);
  // Of two who dismiss each other the faster one has won.
  if (!administrators.some(({ personId }) => personId === actor.personId)) throw new SabhaError('not_allowed');
  const current = await findMembership(tx, { membershipId, ministryIds: [ministryId] });
  if (!current) throw new SabhaError('conflict', { reason: 'ended' });
  const isLast = administrators.length === 1 && administrators[0]?.membershipId === membershipId;
  if (isLast && after !== 'administrator') throw new SabhaError('conflict', { reason: 'last_administrator' });
  return current;
}
