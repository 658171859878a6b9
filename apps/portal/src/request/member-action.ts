import 'server-only';
import { noteDenial } from '@sabha/api/core/denial';
import { SabhaError } from '@sabha/domain/errors';
import { redirect } from 'next/navigation';
import { requestContext } from '../trpc/server.ts';
import { signInAndBackTo } from './member-page.ts';

/**
 * For a server action, before it looks into anything that was sent: whoever has no session is sent to sign in and back to
 * `path`, and that they tried is recorded.
 */
export async function requireMember(action: string, path: string): Promise<void> {
  const context = await requestContext();
  if (context.actor.kind === 'member') return;
  await noteDenial(context, new SabhaError('not_signed_in'), { action });
  redirect(signInAndBackTo(path));
}
