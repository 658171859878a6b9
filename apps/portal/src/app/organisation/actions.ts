'use server';

import { redirect } from 'next/navigation';
import type { MemberRole } from '@sabha/domain/organisation/contract';
import { attempt, signInAndBackTo } from '../../request/member-page.ts';
import { serverApi } from '../../trpc/server.ts';

export async function addMember(form: FormData): Promise<void> {
  const { departmentId, email, name, role } = textsOf(form);
  const server = await serverApi();
  await answer('member', () =>
    server.organisation.addMember({
      departmentId: departmentId ?? '',
      email: email ?? '',
      name: name ?? '',
      role: role as MemberRole,
    }),
  );
}

export async function setRole(form: FormData): Promise<void> {
  const { membershipId, role } = textsOf(form);
  const server = await serverApi();
  await answer('role', () => server.organisation.setRole({ membershipId: membershipId ?? '', role: role as MemberRole }));
}

export async function removeMember(form: FormData): Promise<void> {
  const { membershipId } = textsOf(form);
  const server = await serverApi();
  await answer('removed', () => server.organisation.removeMember({ membershipId: membershipId ?? '' }));
}

export async function addDepartment(form: FormData): Promise<void> {
  const { ministryId, name, nameHi } = textsOf(form);
  const server = await serverApi();
  await answer('department', () =>
    server.organisation.addDepartment({ ministryId: ministryId ?? '', name: name ?? '', nameHi: nameHi ?? '' }),
  );
}

/** Leads back to the page, which says what was done or why not. The procedure's own contract parses what was sent. */
async function answer(done: string, run: () => Promise<unknown>): Promise<never> {
  const result = await attempt(run);
  if (result.ok) redirect(`/organisation?done=${done}`);
  const { code, id } = result.refusal;
  if (code === 'not_signed_in') redirect(signInAndBackTo('/organisation'));
  const reason = typeof result.evidence['reason'] === 'string' ? { reason: result.evidence['reason'] } : {};
  redirect(`/organisation?${new URLSearchParams({ error: code, id: id ?? '', ...reason }).toString()}`);
}

function textsOf(form: FormData): Partial<Record<string, string>> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
