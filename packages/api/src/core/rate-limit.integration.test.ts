import { connect } from '@sabha/db/connect';
import { SabhaError } from '@sabha/domain/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, openHarness } from '../testing/harness.ts';
import { type Limit, limited, takePoints } from './rate-limit.ts';
import type { Services } from './services.ts';

let harness: Harness;
let services: Services;
beforeAll(async () => {
  harness = await openHarness();
  services = harness.services;
});
afterAll(() => harness.close());

const limit: Limit = { name: 'test', tries: 3, seconds: 600 };
const miss = () => Promise.reject(new Error('wrong'));
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'right',
    (error: unknown) => (error instanceof SabhaError ? error.code : 'wrong'),
  );
const key = () => crypto.randomUUID();

describe('a limit', () => {
  it('lets so many misses through and no more, and says how long to wait', async () => {
    const counted = [{ limit, key: key() }];
    const outcomes = [];
    for (let i = 0; i < 5; i++) outcomes.push(await outcome(limited(services, counted, miss)));
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'too_many_attempts', 'too_many_attempts']);
    const error = await limited(services, counted, miss).catch((thrown: unknown) => thrown as SabhaError);
    expect(error).toMatchObject({ evidence: { retryAfterSeconds: expect.any(Number) as number } });
  });

  it('counts guesses that come all at once', async () => {
    const counted = [{ limit, key: key() }];
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(limited(services, counted, miss))));
    expect(outcomes.filter((each) => each === 'wrong')).toHaveLength(3);
  });

  it('takes nothing from those who succeed, one after another', async () => {
    const counted = [{ limit, key: key() }];
    for (let i = 0; i < 10; i++) expect(await outcome(limited(services, counted, () => Promise.resolve()))).toBe('right');
    expect(await outcome(limited(services, counted, miss))).toBe('wrong');
  });

  it('is kept apart by key and by name', async () => {
    const same = key();
    for (let i = 0; i < 4; i++) await outcome(limited(services, [{ limit, key: same }], miss));
    expect(await outcome(limited(services, [{ limit, key: key() }], miss))).toBe('wrong');
    expect(await outcome(limited(services, [{ limit: { ...limit, name: 'other' }, key: same }], miss))).toBe('wrong');
  });

  it('begins anew when its time is over', async () => {
    const counted = [{ limit: { ...limit, tries: 1 }, key: key() }];
    await takePoints(services, counted);
    expect(await outcome(takePoints(services, counted))).toBe('too_many_attempts');
    await harness.owner`update rate_limits set expire = now() - interval '1 second'`;
    expect(await outcome(takePoints(services, counted))).toBe('right');
  });

  it('is shared by all processes', async () => {
    const other = connect(harness.databaseUrl, 1);
    const counted = [{ limit: { ...limit, tries: 1 }, key: key() }];
    await takePoints(services, counted);
    expect(await outcome(takePoints({ ...services, db: other.db }, counted))).toBe('too_many_attempts');
    await other.close();
  });

  it('stores neither address nor mailbox', async () => {
    await takePoints(services, [{ limit, key: '203.0.113.77' }]);
    const rows = await harness.owner<{ key: string }[]>`select key from rate_limits`;
    expect(rows.map((row) => row.key).join()).not.toContain('203.0.113.77');
  });

  it('refuses when it cannot count', async () => {
    const broken = { ...services, db: { insert: () => ({}) } as unknown as Services['db'] };
    await expect(limited(broken, [{ limit, key: key() }], () => Promise.resolve('in'))).rejects.toThrow();
  });
});
