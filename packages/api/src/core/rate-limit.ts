/**
 * How often something may be tried, counted in PostgreSQL for all processes together. When the counter cannot be reached the
 * attempt fails: a limit that fails open is none.
 */
import { rateLimits } from '@sabha/db/schema/rate-limits';
import { type Count, type Counter, countPoints } from '@sabha/db/stores/rate-limits';
import { SabhaError } from '@sabha/domain/errors';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import { keyedHash } from './keyed-hash.ts';
import { networksOf } from './network.ts';
import type { Services } from './services.ts';

/** `tries` within `seconds` from the first of them. */
export type Limit = Readonly<{ name: string; tries: number; seconds: number }>;
/** What is counted: attempts from one address, at one meeting, for one mailbox. The key is hashed before it is stored. */
export type Counted = Readonly<{ limit: Limit; key: string }>;

export const limits = {
  /** Wrong guesses of guests at code and passcode. */
  guessByAddress: { name: 'guess-address', tries: 60, seconds: 600 },
  /** Of the same, at one meeting: 45 bits of passcode stand behind this. It shuts out guests alone, and for minutes. */
  guessByCode: { name: 'guess-code', tries: 300, seconds: 600 },
  /** Codes of meetings that a member is not called to. By person: nobody pays for a colleague. */
  wrongCodeByMember: { name: 'wrong-code-member', tries: 60, seconds: 600 },
  /** Codes that lead the audience nowhere. */
  wrongCodeByAddress: { name: 'wrong-code-address', tries: 60, seconds: 600 },
  /** New places in one meeting: an office comes in at once, a flood does not. */
  guestPlaces: { name: 'guest-places', tries: 300, seconds: 600 },
  /** The same for a webinar's audience: whole towns share the address of a mobile carrier. */
  audiencePlaces: { name: 'audience-places', tries: 1_000, seconds: 600 },
  /** What the holder of a place may do about it: come again, ask for a pass, raise a hand. Each leaves an entry in the trail. */
  actsByPlace: { name: 'acts-place', tries: 60, seconds: 60 },
  /** Refusals of one person, place or address that are recorded; more of them say nothing new and would fill the trail. */
  refusalsRecorded: { name: 'refusals-recorded', tries: 99, seconds: 600 },
  /** The entry that says that there will be no more. */
  lastRecorded: { name: 'last-recorded', tries: 1, seconds: 600 },
  strangersRecorded: { name: 'strangers-recorded', tries: 2_000, seconds: 600 },
  forgeriesRecorded: { name: 'forgeries-recorded', tries: 60, seconds: 60 },
  linkByAddress: { name: 'link-address', tries: 20, seconds: 600 },
  /** From one address to one mailbox; and from all together, so that nobody is flooded, and hardly anybody can be kept out. */
  linkByPair: { name: 'link-pair', tries: 5, seconds: 600 },
  linkByMailbox: { name: 'link-mailbox', tries: 20, seconds: 600 },
  confirmByAddress: { name: 'confirm-address', tries: 20, seconds: 600 },
} as const satisfies Readonly<Record<string, Limit>>;

/** How much more the wider network of an address may do than the address. */
const WIDER = 8;

/** @param about what else tells two counts apart, like the meeting. */
export function byAddress(limit: Limit, address: string, about = ''): readonly Counted[] {
  return networksOf(address).map((network, width) => ({
    limit: width === 0 ? limit : { ...limit, name: `${limit.name}-wide`, tries: limit.tries * WIDER },
    key: `${network}\0${about}`,
  }));
}

type Needed = Pick<Services, 'db' | 'settings'>;

/**
 * For attempts that cannot be undone when they turn out to be one too many: the points are taken before, and given back when
 * the attempt succeeds. @throws SabhaError too_many_attempts with `retryAfterSeconds`; what `attempt` throws costs its points.
 */
export async function limited<T>(services: Needed, counted: readonly Counted[], attempt: () => Promise<T>): Promise<T> {
  await takePoints(services, counted);
  const result = await attempt();
  await giveBack(services, counted);
  return result;
}

/** For what counts whether it succeeds or not, like mail that is sent out. A refusal by one limit costs nothing in any. */
export async function takePoints(services: Needed, counted: readonly Counted[]): Promise<void> {
  for (const [at, { limit, key }] of counted.entries()) {
    try {
      await limiterOf(services, limit).consume(keyOf(services, limit, key));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      await giveBack(services, counted.slice(0, at + 1));
      throw usedUp(error);
    }
  }
}

/**
 * The same for several who come at once, each by counts of their own: one statement, and one more when somebody is refused. Each
 * is answered as if they had come one after the other. @returns in the order of `askers`, null or the error that refuses them
 */
export async function takePointsOfEach(
  services: Needed,
  askers: readonly (readonly Counted[])[],
): Promise<readonly (SabhaError | null)[]> {
  const asked = askers.map((counted) => counted.map(({ limit, key }) => ({ limit, key: rowKey(services, limit, key) })));
  const counters = new Map((await countTogether(services, asked.flat(), 1)).map((counter) => [counter.key, counter]));
  const used = new Map([...counters].map(([key, { points }]) => [key, points]));
  for (const { key } of asked.flat()) used.set(key, (used.get(key) ?? 0) - 1); // as it was before all of them
  const refused: RowKey[] = [];
  const answers = asked.map((rows) => {
    const full = rows.find(({ limit, key }) => (used.get(key) ?? Infinity) >= limit.tries);
    if (full === undefined) {
      for (const { key } of rows) used.set(key, (used.get(key) ?? 0) + 1);
      return null;
    }
    refused.push(...rows);
    return usedUp({ msBeforeNext: Math.max((counters.get(full.key)?.expiresAtMs ?? 0) - Date.now(), 0) });
  });
  if (refused.length > 0) await countTogether(services, refused, -1);
  return answers;
}

type RowKey = Readonly<{ limit: Limit; key: string }>;

function countTogether({ db }: Needed, rows: readonly RowKey[], each: 1 | -1): Promise<readonly Counter[]> {
  const counts = new Map<string, Count>();
  for (const { limit, key } of rows) {
    const points = (counts.get(key)?.points ?? 0) + each;
    counts.set(key, { key, points, seconds: limit.seconds });
  }
  return countPoints(db, [...counts.values()], new Date());
}

/** Takes points if there are any: for what is left out, not refused, beyond the limit. */
export async function hasPoints(services: Needed, counted: readonly Counted[]): Promise<boolean> {
  try {
    await takePoints(services, counted);
    return true;
  } catch (error) {
    if (error instanceof SabhaError) return false;
    throw error;
  }
}

/** @throws SabhaError too_many_attempts when no point is left. Takes none. */
export async function requirePoints(services: Needed, counted: readonly Counted[]): Promise<void> {
  for (const { limit, key } of counted) {
    const count = await limiterOf(services, limit).get(keyOf(services, limit, key));
    if (count !== null && count.consumedPoints >= limit.tries) throw usedUp(count);
  }
}

async function giveBack(services: Needed, counted: readonly Counted[]): Promise<void> {
  for (const { limit, key } of counted) await limiterOf(services, limit).reward(keyOf(services, limit, key));
}

const usedUp = ({ msBeforeNext }: Pick<RateLimiterRes, 'msBeforeNext'>) =>
  new SabhaError('too_many_attempts', { retryAfterSeconds: Math.ceil(msBeforeNext / 1000) });

function limiterOf({ db }: Needed, { name, tries, seconds }: Limit): RateLimiterDrizzle {
  const options = { storeClient: db, schema: rateLimits, points: tries, duration: seconds, keyPrefix: name };
  return new RateLimiterDrizzle({ ...options, clearExpiredByTimeout: false }); // the worker cleans
}

/** As rate-limiter-flexible names its rows. */
const rowKey = (services: Needed, limit: Limit, key: string): string => `${limit.name}:${keyOf(services, limit, key)}`;

/** Keyed, for an address or a mailbox could be found by trying them all. */
function keyOf({ settings }: Needed, limit: Limit, key: string): string {
  return keyedHash(settings, `rate limit\0${limit.name}\0${key}`);
}
