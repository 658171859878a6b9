/**
 * How often something may be tried, counted in PostgreSQL for all processes together. A point is taken before the attempt
 * and given back when it succeeds: guesses sent at once are all counted, and an office behind one address that comes in
 * by the hundred is not. When the counter cannot be reached the attempt fails: a limit that fails open is none.
 */
import { rateLimits } from '@sabha/db/schema/rate-limits';
import { SabhaError } from '@sabha/domain/errors';
import { createHmac } from 'node:crypto';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Services } from './services.ts';

/** `tries` failed attempts within `seconds` from the first of them. */
export type Limit = Readonly<{ name: string; tries: number; seconds: number }>;
/** What is counted: attempts from one address, at one meeting, for one mailbox. The key is hashed before it is stored. */
export type Counted = Readonly<{ limit: Limit; key: string }>;

export const limits = {
  joinByAddress: { name: 'join-address', tries: 30, seconds: 600 },
  /** 45 bits of passcode stand behind this one; it must let a big meeting in. */
  joinByCode: { name: 'join-code', tries: 300, seconds: 600 },
  linkByAddress: { name: 'link-address', tries: 20, seconds: 600 },
  /** From one address to one mailbox; and from all together, so that nobody is flooded, and hardly anybody can be kept out. */
  linkByPair: { name: 'link-pair', tries: 5, seconds: 600 },
  linkByMailbox: { name: 'link-mailbox', tries: 20, seconds: 600 },
  confirmByAddress: { name: 'confirm-address', tries: 20, seconds: 600 },
} as const satisfies Readonly<Record<string, Limit>>;

type Needed = Pick<Services, 'db' | 'settings'>;

/** @throws SabhaError too_many_attempts with `retryAfterSeconds`; whatever `attempt` throws costs its points. */
export async function limited<T>(services: Needed, counted: readonly Counted[], attempt: () => Promise<T>): Promise<T> {
  await takePoints(services, counted);
  const result = await attempt();
  for (const { limit, key } of counted) await limiterOf(services, limit).reward(keyOf(services, limit, key));
  return result;
}

/** For what counts whether it succeeds or not, like mail that is sent out. */
export async function takePoints(services: Needed, counted: readonly Counted[]): Promise<void> {
  for (const { limit, key } of counted) {
    try {
      await limiterOf(services, limit).consume(keyOf(services, limit, key));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new SabhaError('too_many_attempts', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
    }
  }
}

function limiterOf({ db }: Needed, { name, tries, seconds }: Limit): RateLimiterDrizzle {
  const options = { storeClient: db, schema: rateLimits, points: tries, duration: seconds, keyPrefix: name };
  return new RateLimiterDrizzle({ ...options, clearExpiredByTimeout: false }); // the worker cleans
}

/** Keyed, for an address or a mailbox could be found by trying them all. */
function keyOf({ settings }: Needed, limit: Limit, key: string): string {
  return createHmac('sha256', settings.sealKey).update(`rate limit\0${limit.name}\0${key}`).digest('base64url');
}
