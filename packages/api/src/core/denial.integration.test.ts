import { findPersonByEmail } from '@sabha/db/stores/people';
import { errorCodes, type ErrorCode, SabhaError } from '@sabha/domain/errors';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { countLinkRequest } from '../sign-in/ask-for-link.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, refusal } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { act, refuse } from './act.ts';
import type { Context } from './context.ts';
import { isDenial } from './denial.ts';
import { limits } from './rate-limit.ts';
import { REFUSALS_EACH } from './refusal-allowance.ts';
import { createCallerFactory, memberProcedure, publicProcedure, router } from './trpc.ts';

let harness: Harness;
let home: Ministry;
beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'home');
});
afterAll(() => harness.close());

const input = z.object({ code: z.enum(errorCodes), meetingId: z.uuid().optional(), name: z.string().optional() });
const throwing = (code: ErrorCode) => new SabhaError(code);
/** Every way in which a use case says no. */
const ways = router({
  plainly: publicProcedure.input(input).mutation(({ input: { code } }) => Promise.reject(throwing(code))),
  insideAnAct: publicProcedure.input(input).mutation(({ ctx, input: { code } }) =>
    act(ctx, async ({ record }) => {
      record({ event: 'meeting.edited', outcome: 'ok' });
      throw throwing(code);
    }),
  ),
  afterAnAct: publicProcedure.input(input).mutation(async ({ ctx, input: { code } }) => {
    await act(ctx, async ({ record }) => record({ event: 'meeting.edited', outcome: 'ok' }));
    throw throwing(code);
  }),
  byAnActThatRecordsIt: publicProcedure.input(input).mutation(async ({ ctx, input: { code } }) => {
    await act(ctx, async ({ record }) => record({ event: 'access.denied', outcome: 'refused' }));
    throw throwing(code);
  }),
  byRefusing: publicProcedure
    .input(input)
    .mutation(({ ctx, input: { code } }) => refuse(ctx, throwing(code), { event: 'access.denied', outcome: 'refused' })),
  whileWatching: publicProcedure.input(input).subscription(async function* ({ input: { code } }) {
    yield 'first';
    throw throwing(code);
  }),
  forMembers: memberProcedure.input(input).mutation(() => Promise.resolve()),
});
const callerOf = createCallerFactory(ways);
const refusedEntries = (requestId: string) =>
  harness.owner<{ event: string; actorId: string | null; detail: Record<string, unknown> }[]>`
    select event, actor_id as "actorId", detail from audit_entries where request_id = ${requestId} and outcome = 'refused'`;

async function say(way: keyof (typeof ways)['_def']['procedures'], code: ErrorCode, context: Context = browser(harness)) {
  const answer = await callerOf(context)[way]({ code });
  if (answer !== undefined) for await (const value of answer as AsyncIterable<unknown>) expect(value).toBe('first');
}

test('of every code it is decided whether it denies', () => {
  expect(errorCodes.filter((code) => isDenial[code])).toEqual([
    'not_signed_in',
    'not_allowed',
    'not_found',
    'join_refused',
    'too_many_attempts',
    'meeting_locked',
    'waiting_for_host',
    'entry_denied',
    'removed_by_host',
    'not_called',
    'abroad_refused',
  ]);
});

describe.each(['plainly', 'insideAnAct', 'afterAnAct', 'whileWatching'] as const)('said %s', (way) => {
  it.each(errorCodes)('%s is recorded once if it denies, and never else', async (code) => {
    const context = browser(harness);
    expect(await refusal(say(way, code, context))).toBe(code);
    const entries = await refusedEntries(context.requestId);
    expect(entries.map(({ event, detail }) => [event, detail])).toEqual(
      isDenial[code] ? [['access.denied', { action: way, reason: code }]] : [],
    );
  });
});

describe.each(['byAnActThatRecordsIt', 'byRefusing'] as const)('said %s', (way) => {
  it.each(errorCodes)('%s is not recorded a second time', async (code) => {
    const context = browser(harness);
    expect(await refusal(say(way, code, context))).toBe(code);
    expect(await refusedEntries(context.requestId)).toHaveLength(1);
  });
});

it('records who tried without a session, at what, and nothing of what they sent but ids', async () => {
  const context = browser(harness);
  const meetingId = crypto.randomUUID();
  const sent = { code: 'conflict', meetingId, name: 'S3CR3T', participantId: 'S3CR3T' } as const;
  expect(await refusal(callerOf(context).forMembers(sent))).toBe('not_signed_in');
  expect(await refusedEntries(context.requestId)).toEqual([
    { event: 'access.denied', actorId: null, detail: { action: 'forMembers', reason: 'not_signed_in', meetingId } },
  ]);
});

it('records that a mailbox was asked for too often', async () => {
  const context = browser(harness);
  const asked = (left: number): Promise<void> =>
    countLinkRequest(context, 'often@elsewhere.example').then(() => (left > 0 ? asked(left - 1) : undefined));
  expect(await refusal(asked(limits.linkByMailbox.tries))).toBe('too_many_attempts');
  expect(await refusedEntries(context.requestId)).toMatchObject([
    { event: 'access.denied', detail: { action: 'sign_in.ask_for_link', reason: 'too_many_attempts' } },
  ]);
});

describe('nobody fills the trail', () => {
  const flood = async (context: Context, way: 'plainly' | 'byRefusing') => {
    for (let i = 0; i < REFUSALS_EACH + 5; i++) expect(await refusal(say(way, 'not_allowed', context))).toBe('not_allowed');
    return refusedEntries(context.requestId);
  };

  it.each(['plainly', 'byRefusing'] as const)('from one address, %s: the last entry says that it is', async (way) => {
    const context = browser(harness);
    const entries = await flood(context, way);
    expect(entries).toHaveLength(REFUSALS_EACH);
    expect(entries.filter(({ detail }) => detail['isLast'] === true)).toHaveLength(1);
    expect(entries.at(-1)?.detail).toMatchObject({ isLast: true });
    expect(harness.logged.filter((line) => line.includes(`"${context.requestId}"`) && line.includes('allowance'))).toHaveLength(
      5,
    );
  });

  it('as one person, from whatever address', async () => {
    const member = await as(harness, home, 'member');
    for (let i = 0; i < REFUSALS_EACH + 5; i++)
      await refusal(say('plainly', 'not_allowed', { ...member, address: browser(harness).address }));
    const [row] = await harness.owner`select count(*)::int as n from audit_entries where actor_id = ${home.personIds.member}`;
    expect(row).toEqual({ n: REFUSALS_EACH });
  });

  it('from one address at the cost of others: what is beyond its own allowance takes nothing from theirs', async () => {
    const points = async () => {
      const [row] = await harness.owner`
        select coalesce(max(points), 0)::int as n from rate_limits where key like 'strangers-recorded%'`;
      return Number(row?.['n']);
    };
    const context = browser(harness);
    await flood(context, 'plainly');
    const before = await points();
    await flood(context, 'plainly');
    expect(await points()).toBe(before);
  });

  it('from many addresses', async () => {
    await harness.owner`update rate_limits set points = 1000000 where key like 'strangers-recorded%'`;
    await harness.owner`delete from rate_limits where key like 'last-recorded%'`;
    const [first, context] = [browser(harness), browser(harness)];
    for (const one of [first, context]) expect(await refusal(say('plainly', 'not_allowed', one))).toBe('not_allowed');
    expect(await refusedEntries(first.requestId)).toMatchObject([{ detail: { isLast: true } }]);
    expect(await refusedEntries(context.requestId)).toEqual([]);
    const member = { ...(await as(harness, home, 'host')), requestId: 'member beside a flood' };
    expect(await refusal(say('plainly', 'not_allowed', member))).toBe('not_allowed');
    expect(await refusedEntries(member.requestId)).toHaveLength(1);
  });
});

it('is denied all the same when the trail cannot be written, and the log says so', async () => {
  const member = await as(harness, home, 'scheduler');
  const unwritable = { ...member, services: { ...member.services, clock: () => new Date(Number.NaN) } };
  expect(await refusal(say('plainly', 'not_allowed', unwritable))).toBe('not_allowed');
  expect(harness.logged.some((line) => line.includes('a denial that is not in the trail'))).toBe(true);
});

it('hands nothing on of what broke, and the log keeps the values of the statement to itself', async () => {
  const search = ({ ctx }: { ctx: Context }) => findPersonByEmail(ctx.services.db, 'S3CR3T\u0000@elsewhere.example');
  const breaking = createCallerFactory(router({ now: publicProcedure.mutation(search) }));
  const error: unknown = await breaking(browser(harness))
    .now()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'internal', cause: undefined });
  const lines = harness.logged.filter((line) => line.includes('request failed'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Failed query: select');
  expect(lines[0]).not.toContain('S3CR3T');
});
