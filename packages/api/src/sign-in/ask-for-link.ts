import { insertLink } from '@sabha/db/stores/sign-in-links';
import { SabhaError } from '@sabha/domain/errors';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { noteDenial } from '../core/denial.ts';
import { byAddress, limits, takePoints } from '../core/rate-limit.ts';
import { seal, sealKeysOf } from '../core/seal.ts';
import { LINK_SECONDS } from './token.ts';

/** What a sealed link is sealed for. */
export const LINK_PURPOSE = 'sign-in link';

/** Counts before anything else is done, member or not. @throws SabhaError too_many_attempts, recorded */
export async function countLinkRequest(context: Context, email: string): Promise<void> {
  const counted = [
    ...byAddress(limits.linkByAddress, context.address),
    { limit: limits.linkByPair, key: `${context.address} ${email}` },
    { limit: limits.linkByMailbox, key: email },
  ];
  try {
    await takePoints(context.services, counted);
  } catch (error) {
    if (error instanceof SabhaError) await noteDenial(context, error, { action: 'sign_in.ask_for_link' });
    throw error;
  }
}

/**
 * Does the same for every address, known or not, so that neither the answer nor its time tells who is a member: whether a
 * mail leaves is decided later, by the worker.
 * @param token what the mail will carry. @param tokenHash what the database keeps of it.
 */
export async function askForLink(
  context: Context,
  { email, token, tokenHash }: Readonly<{ email: string; token: string; tokenHash: string }>,
): Promise<void> {
  const { services, locale } = context;
  const expiresAt = new Date(services.clock().getTime() + LINK_SECONDS * 1000);
  const options = { keys: sealKeysOf(services.settings), purpose: LINK_PURPOSE, random: services.random };
  const sealed = seal(JSON.stringify({ email, token, locale, expiresAt }), options);
  await act(context, async ({ tx, record, enqueue }) => {
    await insertLink(tx, { email, tokenHash, expiresAt });
    await enqueue('mail.sign_in_link', { sealed });
    record({ event: 'sign_in.link_asked', outcome: 'ok' });
  });
}
