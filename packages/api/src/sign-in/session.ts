import { findPerson, membershipsOf } from '@sabha/db/stores/people';
import { endSession, findSession, slideSession } from '@sabha/db/stores/sessions';
import type { Actor, MemberActor } from '@sabha/domain/actor';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { hashToken } from '../core/random-token.ts';
import type { Services } from '../core/services.ts';
import { aliveAt, SESSION_SECONDS } from './token.ts';

export type SignedIn = Readonly<{ actor: MemberActor; expiresAt: Date }>;

/** Who the cookie speaks for, with the roles they hold at this moment; null when it speaks for nobody (any more). */
export async function readSession(services: Services, token: string | undefined): Promise<SignedIn | null> {
  if (token === undefined || token === '' || token.length > 200) return null;
  const session = await findSession(services.db, { tokenHash: hashToken(token), ...aliveAt(services.clock()) });
  const person = session && (await findPerson(services.db, session.personId));
  if (!person) return null;
  const memberships = await membershipsOf(services.db, person.personId);
  const { personId, name, email } = person;
  return {
    actor: { kind: 'member', personId, sessionId: session.sessionId, name, email, memberships },
    expiresAt: session.expiresAt,
  };
}

export const actorOf = (signedIn: SignedIn | null): Actor => signedIn?.actor ?? { kind: 'anonymous' };

/** A session slides at most once in half an hour: a write for every page would serve nobody. */
export function isDueToSlide(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() < (SESSION_SECONDS - 30 * 60) * 1000;
}

/** Another twelve hours from now. Not an act: it changes nothing but when an unused session dies. */
export async function prolongSession(services: Services, token: string): Promise<void> {
  const expiresAt = new Date(services.clock().getTime() + SESSION_SECONDS * 1000);
  await slideSession(services.db, { tokenHash: hashToken(token), expiresAt });
}

/** Signs out on the server: the cookie's value is worth nothing afterwards, wherever a copy of it lies. */
export async function signOut(context: Context, token: string): Promise<void> {
  const current = await findSession(context.services.db, { tokenHash: hashToken(token), ...aliveAt(context.services.clock()) });
  if (!current) return;
  await act(context, async ({ tx, record }) => {
    const ended = await endSession(tx, hashToken(token));
    record({ event: 'sign_out.done', outcome: 'ok', subjectId: current.personId, detail: { alreadyEnded: !ended } });
  });
}
