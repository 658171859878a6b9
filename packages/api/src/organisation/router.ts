import { addDepartmentInput, addMemberInput, membershipInput, setRoleInput } from '@sabha/domain/organisation/contract';
import { z } from 'zod';
import { memberProcedure, router } from '../core/trpc.ts';
import { addDepartment, addMember, listDepartmentsOf, listMembersOf, removeMember, setRole } from './service.ts';

const listMembersInput = z.strictObject({ departmentId: z.uuid().optional() });

export const organisationRouter = router({
  departments: memberProcedure.input(z.strictObject({})).query(({ ctx }) => listDepartmentsOf(ctx)),
  members: memberProcedure.input(listMembersInput).query(({ ctx, input }) => listMembersOf(ctx, input)),
  addDepartment: memberProcedure.input(addDepartmentInput).mutation(({ ctx, input }) => addDepartment(ctx, input)),
  addMember: memberProcedure.input(addMemberInput).mutation(({ ctx, input }) => addMember(ctx, input)),
  setRole: memberProcedure.input(setRoleInput).mutation(({ ctx, input }) => setRole(ctx, input)),
  removeMember: memberProcedure.input(membershipInput).mutation(({ ctx, input }) => removeMember(ctx, input)),
});
