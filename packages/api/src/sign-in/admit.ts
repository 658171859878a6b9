/** Who may sign in: people whom an administrator has entered, while they belong somewhere. Nobody makes an account by signing in. */
import { findAccount, linkAccount } from '@sabha/db/stores/accounts';
import { findPersonByEmail, markEmailVerified, membershipsOf, type Person } from '@sabha/db/stores/people';
import { insertSession, endSession } from '@sabha/db/stores/sessions';
import { takeLink } from '@sabha/db/stores/sign-in-links';
import type { Reader } from '@sabha/db/connect';
import { emailSchema } from '@sabha/domain/organisation/contract';
import { act, recordRefusal } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { hashToken } from '../core/random-token.ts';
import { SESSION_SECONDS } from './token.ts';

export type SignInMethod = 'oidc' | 'mail_link';

/** What an identity provider asserts of somebody, after its signature, state, nonce and PKCE were checked. */
export type ProvidedIdentity = Readonly<{ provider: string; subject: string; email: string | null; emailVerified: boolean }>;

/**
 * The person behind a provider's subject. A subject seen for the first time is linked to the person of that mail address,
 * but only if the provider vouches for the address: else anybody could claim anybody's at a careless provider.
 */
export async function admitByProvider(context: Context, identity: ProvidedIdentity): Promise<string | null> {
  const { provider, subject } = identity;
  const known = await findAccount(context.services.db, identity);
  if (known)
    return (await belongsSomewhere(context.services.db, known.personId)) ? known.personId : refuse(context, 'no_membership');
  if (!identity.emailVerified) return refuse(context, 'email_not_verified');
  const email = emailSchema.safeParse(identity.email);
  if (!email.success) return refuse(context, 'no_email');
  const person = await memberByEmail(context.services.db, email.data);
  if (!person) return refuse(context, 'no_membership');
  const { personId } = person;
  const linked = await act(asSignIn(context), async ({ tx, record }) => {
    record({ event: 'sign_in.account_linked', outcome: 'ok', subjectId: personId, detail: { provider } });
    await markEmailVerified(tx, personId, context.services.clock());
    return linkAccount(tx, { provider, subject, personId });
  });
  // Two first sign-ins at once: the other one linked it, so what it linked counts.
  return linked ? personId : ((await findAccount(context.services.db, identity))?.personId ?? null);
}

/** Uses up a one-time link; null when there is none such (any more). */
export async function admitByLink(context: Context, tokenHash: string): Promise<Person | null> {
  const now = context.services.clock();
  const outcome = await act(asSignIn(context), async ({ tx, record }) => {
    const link = await takeLink(tx, tokenHash);
    const person = link && link.expiresAt > now ? await memberByEmail(tx, link.email) : undefined;
    if (person) {
      await markEmailVerified(tx, person.personId, now);
      record({ event: 'sign_in.link_used', outcome: 'ok', subjectId: person.personId });
      return person;
    }
    const reason = link === undefined ? 'no_such_link' : link.expiresAt > now ? 'no_membership' : 'link_expired';
    record({ event: 'sign_in.failed', outcome: 'refused', detail: { method: 'mail_link', reason } });
    return null;
  });
  return outcome;
}

/** A session under a new token; the one that this browser had before, whoever's it was, ends. */
export async function beginSession(
  context: Context,
  options: Readonly<{ personId: string; token: string; method: SignInMethod; previousToken: string | undefined }>,
): Promise<Readonly<{ expiresAt: Date }>> {
  const { personId, token, method, previousToken } = options;
  const expiresAt = new Date(context.services.clock().getTime() + SESSION_SECONDS * 1000);
  await act(asSignIn(context), async ({ tx, record }) => {
    if (previousToken !== undefined && previousToken !== '') {
      const previous = await endSession(tx, hashToken(previousToken));
      if (previous)
        record({ event: 'sign_out.done', outcome: 'ok', subjectId: previous.personId, detail: { reason: 'signed_in_anew' } });
    }
    const { sessionId } = await insertSession(tx, { tokenHash: hashToken(token), personId, expiresAt });
    record({ event: 'sign_in.succeeded', outcome: 'ok', subjectId: personId, detail: { method, sessionId } });
  });
  return { expiresAt };
}

/** @param reason one word; anything else is no reason of ours but an error's message, which may quote rows and tokens. */
export async function recordFailure(context: Context, method: SignInMethod, reason: string): Promise<void> {
  const word = /^[A-Za-z_]{1,40}$/.test(reason) ? reason : 'other';
  const entry = { event: 'sign_in.failed', outcome: 'refused', detail: { method, reason: word } } as const;
  await recordRefusal(context, entry, asSignIn(context).actor);
}

async function refuse(context: Context, reason: string): Promise<null> {
  await recordFailure(context, 'oidc', reason);
  return null;
}

/** The person of that address, if they belong to any department now. */
export async function memberByEmail(reader: Reader, email: string): Promise<Person | undefined> {
  const person = await findPersonByEmail(reader, email);
  return person && (await belongsSomewhere(reader, person.personId)) ? person : undefined;
}

async function belongsSomewhere(reader: Reader, personId: string): Promise<boolean> {
  return (await membershipsOf(reader, personId)).length > 0;
}

/** Until a session stands, it is the sign-in that acts. */
const asSignIn = (context: Context): Context => ({ ...context, actor: { kind: 'system', name: 'sign-in' } });
