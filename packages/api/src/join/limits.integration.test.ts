import { codeFromBytes, JOIN_CODE_SYMBOLS } from '@sabha/domain/meeting/codes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { REFUSALS_EACH } from '../core/refusal-allowance.ts';
import { limits } from '../core/rate-limit.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, newAddress, open, refusal, type Scheduled, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await as(harness, health, 'scheduler');
});
afterAll(() => harness.close());

const unknownCode = () => codeFromBytes(harness.services.random(JOIN_CODE_SYMBOLS), JOIN_CODE_SYMBOLS);
const wrong = (meeting: Scheduled): Scheduled => ({
  ...meeting,
  passcode: (meeting.passcode.startsWith('0') ? '1' : '0') + meeting.passcode.slice(1),
});
const guess = (meeting: Scheduled, address = newAddress()) => refusal(knock(browser(harness, { address }), wrong(meeting)));
const watch = (webinar: Scheduled, context: Context = browser(harness)) =>
  createCaller(context).join.asAudience({ joinCode: webinar.joinCode });
/** How often each answer was given. */
const tally = (answers: readonly unknown[]) =>
  Object.fromEntries([...new Set(answers)].map((answer) => [String(answer), answers.filter((one) => one === answer).length]));
function times<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => work(at)));
}

describe('guessing', () => {
  it('ends for an address after so many tries, and right ones do not count', async () => {
    const meeting = await schedule(organiser);
    const address = '198.51.100.7';
    for (let i = 0; i < 3; i++) await knock(browser(harness, { address }), meeting);
    const { tries } = limits.guessByAddress;
    const answers = await times(tries + 5, () => guess({ ...meeting, joinCode: unknownCode() }, address));
    expect(tally(answers)).toEqual({ join_refused: tries, too_many_attempts: 5 });
    expect(await refusal(knock(browser(harness, { address }), meeting))).toBe('too_many_attempts');
    expect(await knock(browser(harness), meeting)).toMatchObject({ status: 'waiting' });
  });

  it('ends for a code after so many tries from wherever, for guests alone, whether it leads anywhere or not', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const { tries } = limits.guessByCode;
    for (const meeting of [webinar, { ...webinar, joinCode: unknownCode() }]) {
      expect(tally(await times(tries + 1, () => guess(meeting)))).toEqual({ join_refused: tries, too_many_attempts: 1 });
      expect(await refusal(knock(browser(harness), meeting))).toBe('too_many_attempts');
    }
    // The organiser, a colleague and a citizen do not pay for it.
    const { joinCode } = webinar;
    expect(await createCaller(organiser).join.asMember({ joinCode })).toMatchObject({ role: 'host', status: 'admitted' });
    const colleague = await as(harness, health, 'member');
    expect(await createCaller(colleague).join.asMember({ joinCode })).toMatchObject({ role: 'audience' });
    expect(await watch(webinar)).toMatchObject({ status: 'admitted' });
  });

  it('is counted for the network of an IPv6 address, too, whose owner has 65,536 of them', async () => {
    const meeting = await schedule(organiser);
    const { tries } = limits.guessByAddress;
    const within = (at: number) => `2001:db8:77:${at.toString(16)}::/64`;
    const answers = await times(8 * tries + 5, (at) => guess({ ...meeting, joinCode: unknownCode() }, within(at % 400)));
    expect(tally(answers)).toEqual({ join_refused: 8 * tries, too_many_attempts: 5 });
    expect(await refusal(knock(browser(harness, { address: within(9999) }), meeting))).toBe('too_many_attempts');
    expect(await knock(browser(harness, { address: '2001:db8:78:1::/64' }), meeting)).toMatchObject({ status: 'waiting' });
  });

  it('of a member at codes is theirs alone to pay for, and shuts no guest out', async () => {
    const meeting = await schedule(organiser);
    const [curious, colleague] = [await as(harness, health, 'member'), await as(harness, health, 'host')];
    const { tries } = limits.wrongCodeByMember;
    const answers = await times(tries + 1, () => refusal(createCaller(curious).join.asMember({ joinCode: unknownCode() })));
    expect(tally(answers)).toEqual({ join_refused: tries, too_many_attempts: 1 });
    const { joinCode } = meeting;
    expect(await refusal(createCaller(curious).join.asMember({ joinCode }))).toBe('too_many_attempts');
    expect(await createCaller(colleague).join.asMember({ joinCode })).toHaveProperty('status');
    expect(await knock(browser(harness, { address: curious.address }), meeting)).toHaveProperty('status');
  });

  it('leads the audience nowhere, so it stops neither them nor guests', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const address = newAddress();
    const nowhere = () => refusal(watch({ ...webinar, joinCode: unknownCode() }, browser(harness, { address })));
    const { tries } = limits.wrongCodeByAddress;
    expect(tally(await times(tries + 1, nowhere))).toEqual({ join_refused: tries, too_many_attempts: 1 });
    expect(await watch(webinar, browser(harness, { address }))).toMatchObject({ status: 'admitted' });
    expect(await knock(browser(harness, { address }), webinar)).toMatchObject({ status: 'waiting' });
  });
});

describe('a crowd', () => {
  it('of a thousand from everywhere, and of a hundred behind one address, is let in at once', async () => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const office = '203.0.113.9';
    const doors = await Promise.all([
      times(1000, () => watch(webinar)),
      times(100, () => watch(webinar, browser(harness, { address: office }))),
      times(60, () => knock(browser(harness, { address: office }), webinar)),
    ]);
    expect(
      doors
        .flat()
        .map((door) => door.status)
        .filter((status) => status === 'admitted'),
    ).toHaveLength(1100);
    expect(doors[2].map((door) => door.status)).toEqual(Array.from({ length: 60 }, () => 'waiting'));
  }, 120_000);

  it('of guests at one meeting is let to its door at once, however many there are', async () => {
    const meeting = await schedule(organiser);
    const doors = await times(limits.guessByCode.tries + 100, () => knock(browser(harness), meeting));
    expect(doors.every((door) => door.status === 'waiting')).toBe(true);
  }, 120_000);
});

describe('new places', () => {
  it('in one meeting end for an address after so many, and for no other, and not in another meeting', async () => {
    const [meeting, other] = [await schedule(organiser), await schedule(organiser)];
    const address = newAddress();
    const { tries } = limits.guestPlaces;
    const knocks = () => refusal(knock(browser(harness, { address }), meeting));
    expect(tally(await times(tries + 3, knocks))).toEqual({ 'no refusal': tries, too_many_attempts: 3 });
    expect(await knock(browser(harness), meeting)).toHaveProperty('status');
    expect(await knock(browser(harness, { address }), other)).toHaveProperty('status');
  }, 60_000);
});

describe('what one place leaves in the trail', () => {
  const acts = {
    'coming again': (guest: Context, meeting: Scheduled) => watch(meeting, guest),
    'asking for a pass': (guest: Context, { joinCode }: Scheduled) => createCaller(guest).room.pass({ joinCode }),
    'raising and lowering a hand': async (guest: Context, { joinCode }: Scheduled) => {
      const { room } = createCaller(guest);
      await room.raiseHand({ joinCode, raised: true });
      await room.raiseHand({ joinCode, raised: false });
    },
    leaving: (guest: Context, { joinCode }: Scheduled) => createCaller(guest).room.leave({ joinCode }),
  };

  it.each(Object.entries(acts))('has an end in each minute: %s', async (_what, act) => {
    const webinar = await schedule(organiser, { kind: 'webinar' });
    await open(organiser, webinar);
    const guest = browser(harness);
    await watch(webinar, guest);
    const { tries } = limits.actsByPlace;
    for (let i = 0; i < tries; i++) await act(guest, webinar).catch(() => undefined);
    const before = await entriesOf(harness, webinar.meetingId);
    for (let i = 0; i < 3; i++) expect(await refusal(act(guest, webinar))).toBe('too_many_attempts');
    expect(await entriesOf(harness, webinar.meetingId)).toHaveLength(before.length);
    expect(await watch(webinar)).toMatchObject({ status: 'admitted' });
  });
});

describe('refusals that anybody can bring about', () => {
  const denied = () => harness.owner`select 1 from audit_entries where event = 'access.denied'`;
  const tries = {
    'at a control of a host': (context: Context) => createCaller(context).host.end({ meetingId: crypto.randomUUID() }),
    'at a subscription, by a plain GET': async (context: Context) => {
      for await (const view of await createCaller(context).host.live({ meetingId: crypto.randomUUID() })) return view;
      return undefined;
    },
  };

  it.each(Object.entries(tries))('are answered all, and recorded up to a number: %s', async (_what, attempt) => {
    const recorded = REFUSALS_EACH;
    const [before, address] = [await denied(), newAddress()];
    const answers = await times(recorded + 20, () => refusal(attempt(browser(harness, { address }))));
    expect(tally(answers)).toEqual({ not_signed_in: recorded + 20 });
    expect(await denied()).toHaveLength(before.length + recorded);
    await refusal(attempt(browser(harness)));
    expect(await denied()).toHaveLength(before.length + recorded + 1);
  });

  it('count for a member by person', async () => {
    const recorded = REFUSALS_EACH;
    await harness.owner`delete from rate_limits`; // what this member was refused before counts as well
    const member = await as(harness, health, 'member');
    const attempt = () => refusal(tries['at a control of a host']({ ...member, address: newAddress() }));
    const before = await denied();
    expect(tally(await times(recorded + 20, attempt))).toEqual({ not_found: recorded + 20 });
    expect(await denied()).toHaveLength(before.length + recorded);
  });
});
