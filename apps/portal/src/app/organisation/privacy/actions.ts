'use server';

import type { Erased } from '@sabha/domain/privacy/contract';
import { redirect } from 'next/navigation';
import { meetingIn } from '../../../features/records/search-query.ts';
import { textIn } from '../../../features/site/form-text.ts';
import { requireMember } from '../../../request/member-action.ts';
import { attempt, signInAndBackTo } from '../../../request/member-page.ts';
import { serverApi } from '../../../trpc/server.ts';

const path = '/organisation/privacy';

/** Each is bound to the ministry that is looked at: its page is the one to come back to. */
export async function erase(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'privacy.erase' }, async () => {
    const { held }: Erased = await (await serverApi()).privacy.erase({ ministryId, email: textIn(form, 'email') });
    return { done: 'erased', held: String(held) };
  });
}

export async function placeHold(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'audit.place_hold' }, async () => {
    const hold = { meetingId: meetingIn(textIn(form, 'meeting')), reason: textIn(form, 'reason') };
    await (await serverApi()).auditLog.placeHold(hold);
    return { done: 'placed' };
  });
}

export async function liftHold(ministryId: string, form: FormData): Promise<void> {
  await answer({ ministryId, action: 'audit.lift_hold' }, async () => {
    await (await serverApi()).auditLog.liftHold({ meetingId: textIn(form, 'meetingId') });
    return { done: 'lifted' };
  });
}

type Asked = Readonly<{ ministryId: string; action: string }>;

/** Leads back to the page, which says what was done or why not. The procedure's own contract parses what was sent. */
async function answer({ ministryId, action }: Asked, run: () => Promise<Readonly<Record<string, string>>>): Promise<never> {
  const back = (more: Readonly<Record<string, string>>) =>
    redirect(`${path}?${new URLSearchParams({ ministry: ministryId, ...more }).toString()}`);
  await requireMember(action, path);
  const result = await attempt(run, { keepsNotFound: true });
  if (result.ok) return back(result.value);
  const { code, id } = result.refusal;
  if (code === 'not_signed_in') redirect(signInAndBackTo(path));
  return back({ error: code, id: id ?? '', from: action });
}
