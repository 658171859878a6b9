'use server';

import { redirect } from 'next/navigation';
import type { MemberRole } from '@sabha/domain/organisation/contract';
import { requireMember } from '../../request/member-action.ts';
import { attempt, signInAndBackTo } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

/** Each is bound to the ministry that is looked at: its page is the one to come back to. */
export async function addMember(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'organisation.add_member', done: 'member' }, async () => {
    const { departmentId = '', email = '', name = '', role } = textsOf(form, 'departmentId', 'email', 'name', 'role');
    return (await serverApi()).organisation.addMember({ departmentId, email, name, role: role as MemberRole });
  });
}

export async function setRole(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'organisation.set_role', done: 'role' }, async () => {
    const { membershipId = '', role } = textsOf(form, 'membershipId', 'role');
    return (await serverApi()).organisation.setRole({ membershipId, role: role as MemberRole });
  });
}

export async function removeMember(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'organisation.remove_member', done: 'removed' }, async () => {
    const { membershipId = '' } = textsOf(form, 'membershipId');
    return (await serverApi()).organisation.removeMember({ membershipId });
  });
}

export async function addDepartment(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'organisation.add_department', done: 'department' }, async () => {
    const { name = '', nameHi = '' } = textsOf(form, 'name', 'nameHi');
    return (await serverApi()).organisation.addDepartment({ ministryId, name, nameHi });
  });
}

type Asked = Readonly<{ ministryId: string; action: string; done: string }>;

/** Leads back to the page, which says what was done or why not. The procedure's own contract parses what was sent. */
async function answer({ ministryId, action, done }: Asked, run: () => Promise<unknown>): Promise<never> {
  const back = (more: Readonly<Record<string, string>>) =>
    redirect(`/organisation?${new URLSearchParams({ ministry: ministryId, ...more }).toString()}`);
  await requireMember(action, '/organisation');
  const result = await attempt(run);
  if (result.ok) return back({ done });
  const { code, id } = result.refusal;
  if (code === 'not_signed_in') redirect(signInAndBackTo('/organisation'));
  const reason = typeof result.evidence['reason'] === 'string' ? { reason: result.evidence['reason'] } : {};
  return back({ error: code, id: id ?? '', ...reason });
}

/** What is no text is as if it were not there. */
function textsOf<N extends string>(form: FormData, ...names: readonly N[]): Partial<Record<N, string>> {
  return Object.fromEntries(
    names.map((name) => [name, form.get(name)]).filter(([, value]) => typeof value === 'string'),
  ) as Partial<Record<N, string>>;
}
