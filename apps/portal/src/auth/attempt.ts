import type { Context } from '@sabha/api/core/context';
import { admitByLink, admitByProvider, beginSession, type SignInMethod } from '@sabha/api/sign-in/admit';
import { askForLink } from '@sabha/api/sign-in/ask-for-link';
import { signOut } from '@sabha/api/sign-in/session';
import type { AuthOptions } from 'next-auth';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { randomBytes } from 'node:crypto';
import type { PortalEnv } from '../env.ts';

/**
 * One request to sign in or out, as next-auth's adapter and callbacks see it. It holds whom our own rules have admitted;
 * next-auth finds that person and nobody else, so that none of its ways to make or link an account can be taken.
 */
export type Attempt = Readonly<{
  adapter: Adapter;
  callbacks: Pick<NonNullable<AuthOptions['callbacks']>, 'signIn'>;
  newToken(): string;
  /** Whether the session was to be ended and is still there. next-auth swallows that, and takes the cookie away all the same. */
  isSignOutFailed(): boolean;
}>;

export function beginAttempt(context: Context, options: Readonly<{ env: Voucher; previousToken: string | undefined }>): Attempt {
  let admitted: AdapterUser | null = null;
  let method: SignInMethod = 'oidc';
  let mailed = '';
  let isSignOutFailed = false;

  const adapter: Adapter = {
    getUserByAccount: async () => admitted,
    getUserByEmail: async () => admitted,
    updateUser: async () => admittedOrFail(admitted),
    getUser: async () => admitted,
    getSessionAndUser: async () => null,

    async createVerificationToken(link) {
      await askForLink(context, { email: link.identifier, token: mailed, tokenHash: link.token });
      return link;
    },
    async useVerificationToken({ token }) {
      method = 'mail_link';
      const person = await admitByLink(context, token);
      if (!person) return null;
      admitted = asUser(person.personId, person.email);
      return { identifier: person.email, token, expires: new Date(context.services.clock().getTime() + 60_000) }; // its real end was checked above
    },
    async createSession({ sessionToken, userId }) {
      const { previousToken } = options;
      const { expiresAt } = await beginSession(context, { personId: userId, token: sessionToken, method, previousToken });
      return { sessionToken, userId, expires: expiresAt };
    },
    async deleteSession(sessionToken) {
      try {
        await signOut(context, sessionToken);
      } catch (error) {
        isSignOutFailed = true;
        throw error; // logged by next-auth
      }
    },
  };

  return {
    adapter,
    isSignOutFailed: () => isSignOutFailed,
    newToken: () => (mailed = randomBytes(32).toString('base64url')),
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type !== 'oauth') return true; // a mail link: nobody is admitted before it has come back
        const { providerAccountId: subject } = account;
        const emailVerified = isVouchedFor(options.env, profile as Readonly<Record<string, unknown>> | undefined);
        const identity = { provider: options.env.OIDC_ISSUER, subject, email: user.email ?? null, emailVerified };
        const personId = await admitByProvider(context, identity);
        if (personId === null) return false;
        admitted = asUser(personId, user.email ?? '');
        return true;
      },
    },
  };
}

type Voucher = Pick<PortalEnv, 'OIDC_ISSUER' | 'OIDC_CLAIM_EMAIL' | 'OIDC_CLAIM_EMAIL_VERIFIED' | 'OIDC_EMAIL_ALWAYS_VERIFIED'>;

/**
 * Whether the provider vouches for the address. The standard's `email_verified` speaks of the standard's `email` alone: of
 * an address in another claim, which its owner may have typed in himself, it says nothing.
 */
function isVouchedFor(env: Voucher, profile: Readonly<Record<string, unknown>> | undefined): boolean {
  if (env.OIDC_EMAIL_ALWAYS_VERIFIED) return true;
  const claim = env.OIDC_CLAIM_EMAIL_VERIFIED ?? (env.OIDC_CLAIM_EMAIL === 'email' ? 'email_verified' : null);
  return claim !== null && profile?.[claim] === true;
}

const asUser = (id: string, email: string): AdapterUser => ({ id, email, emailVerified: null });

function admittedOrFail(admitted: AdapterUser | null): AdapterUser {
  if (!admitted) throw new Error('nobody has been admitted');
  return admitted;
}
