import type { SearchAudit } from '@sabha/domain/audit/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, entriesOf, knock, open, refusal, schedule, type Scheduled, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let health: Ministry;
let organiser: MemberContext;
let administrator: MemberContext;
let meeting: Scheduled;
let guest: string;

beforeAll(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  organiser = await signedIn(harness, await as(harness, health, 'scheduler'));
  administrator = await as(harness, health, 'administrator');
  meeting = await schedule(organiser, { title: 'Budget' });
  await open(organiser, meeting);
  guest = (await knock(browser(harness), meeting)).participantId;
  await createCaller(organiser).host.lock({ meetingId: meeting.meetingId, locked: true });
});
afterAll(() => harness.close());

const search = (asked: Partial<SearchAudit> = {}, by: MemberContext = administrator) =>
  createCaller(by).auditLog.search({ ministryId: health.ministryId, ...asked });
const eventsOf = async (asked: Partial<SearchAudit>) => (await search(asked)).entries.map(({ event }) => event);

describe('looking something up', () => {
  it('finds by time, actor, meeting, kind and result, and by all of them together', async () => {
    const { personId } = organiser.actor;
    expect(await eventsOf({ event: 'meeting.locked' })).toEqual(['meeting.locked']);
    expect(new Set((await search({ actor: personId })).entries.map(({ actor }) => actor.id))).toEqual(new Set([personId]));
    expect(await eventsOf({ actor: health.emails.scheduler.toUpperCase(), event: 'meeting.scheduled' })).toEqual([
      'meeting.scheduled',
    ]);
    expect(await eventsOf({ actor: 'nobody@elsewhere.example' })).toEqual([]);
    const about = (await search({ meetingId: meeting.meetingId })).entries;
    expect(about.length).toBeGreaterThan(3);
    expect(new Set(about.map((entry) => entry.meeting?.id))).toEqual(new Set([meeting.meetingId]));
    const at = harness.clock.now.toISOString();
    expect(await eventsOf({ to: at, event: 'meeting.locked' })).toEqual([]);
    expect(
      await eventsOf({ from: at, event: 'meeting.locked', meetingId: meeting.meetingId, actor: personId, outcome: 'ok' }),
    ).toEqual(['meeting.locked']);
    expect(await eventsOf({ from: at, event: 'meeting.locked', outcome: 'refused' })).toEqual([]);
  });

  it('tells the names that people have now, the meeting by its title, and the newest first', async () => {
    const [locked] = (await search({ event: 'meeting.locked' })).entries;
    expect(locked).toMatchObject({ actor: { kind: 'member', name: organiser.actor.name }, meeting: { title: 'Budget' } });
    const [asked] = (await search({ event: 'door.requested' })).entries;
    expect(asked).toMatchObject({ subject: { id: guest, name: expect.stringMatching(/./) as string } });
    const numbers = (await search()).entries.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
  });

  it('tells an administrator no name that the ministry does not know: whom it added by address keeps their own from it', async () => {
    const finance = await makeMinistry(harness, 'owner-of-a-name');
    await harness.owner`update people set name = 'Own Name' where id = ${finance.personIds.member}`;
    const added = {
      departmentId: health.departmentId,
      email: finance.emails.member,
      name: 'As we call them',
      role: 'member',
    } as const;
    await createCaller(administrator).organisation.addMember(added);
    const page = await search({ event: 'member.added' });
    expect(page.entries.map(({ subject }) => subject?.name)).toContain('As we call them');
    expect(JSON.stringify([page, await search()])).not.toContain('Own Name');
    const stranger = await as(harness, finance, 'scheduler');
    const invited = await schedule(organiser, {
      invitees: [{ email: finance.emails.scheduler, name: 'Guest of ours' }],
      access: 'invited',
    });
    await createCaller(stranger).meeting.get({ meetingId: invited.meetingId });
    expect(JSON.stringify(await search({ meetingId: invited.meetingId }))).not.toContain(stranger.actor.name);
  });

  it('goes on where a page ended, and misses and repeats nothing', async () => {
    for (let nth = 0; nth < 120; nth += 1)
      await createCaller(organiser).host.lock({ meetingId: meeting.meetingId, locked: nth % 2 === 0 });
    const about = { meetingId: meeting.meetingId };
    const seen: number[] = [];
    for (let next: number | null | undefined; next !== null;) {
      const page = await search({ ...about, before: next ?? undefined });
      seen.push(...page.entries.map(({ seq }) => seq));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const locks = (await entriesOf(harness, meeting.meetingId)).filter(({ event }) => event.endsWith('locked'));
    expect(seen.length).toBeGreaterThan(locks.length);
    expect(locks.length).toBeGreaterThanOrEqual(120);
  });

  it('is recorded: by what was sought, and not whom', async () => {
    await search({ actor: health.emails.member, outcome: 'ok' });
    const [entry] = await harness.owner`
      select actor_id, detail from audit_entries where event = 'audit.searched' order by seq desc limit 1`;
    expect(entry).toEqual({
      actor_id: administrator.actor.personId,
      detail: { by: ['outcome', 'actor'], found: expect.any(Number) as number, isFurther: false },
    });
    expect(JSON.stringify(entry)).not.toContain(health.emails.member);
  });

  it('is for administrators, of this ministry, and finds nothing of another', async () => {
    for (const role of ['member', 'host', 'scheduler'] as const)
      expect(await refusal(search({}, await as(harness, health, role)))).toBe('not_allowed');
    const finance = await makeMinistry(harness, 'finance');
    const theirs = await as(harness, finance, 'administrator');
    expect(await refusal(search({}, theirs))).toBe('not_found');
    const own = createCaller(theirs).auditLog.search({ ministryId: finance.ministryId, meetingId: meeting.meetingId });
    expect((await own).entries, 'a meeting of ours by its id').toEqual([]);
    const actors = createCaller(theirs).auditLog.search({ ministryId: finance.ministryId, actor: organiser.actor.personId });
    expect((await actors).entries).toEqual([]);
  });
});

describe('the story of a meeting', () => {
  it('is all that was recorded about it, in its order, and says who read it', async () => {
    const other = await schedule(organiser, { title: 'Other' });
    await createCaller(administrator).auditLog.story({ meetingId: other.meetingId });
    const { entries, next } = await createCaller(organiser).auditLog.story({ meetingId: other.meetingId });
    expect(entries.map(({ event }) => event)).toEqual(['meeting.scheduled', 'audit.story_read']);
    expect(entries[1]).toMatchObject({ actor: { name: administrator.actor.name } });
    expect(next).toBeNull();
  });

  it('of many entries goes on where a page ended', async () => {
    const first = await createCaller(organiser).auditLog.story({ meetingId: meeting.meetingId });
    const recorded = (await entriesOf(harness, meeting.meetingId)).map(({ event }) => event);
    const after = first.next ?? undefined;
    const rest =
      after === undefined ? [] : (await createCaller(organiser).auditLog.story({ meetingId: meeting.meetingId, after })).entries;
    expect([...first.entries, ...rest].map(({ event }) => event).slice(0, recorded.length - 1)).toEqual(recorded.slice(0, -1));
  });

  it('is for those who run the meeting and for administrators', async () => {
    const closed = await schedule(organiser, { access: 'ministry' });
    const of = async (role: 'member' | 'host') =>
      refusal(createCaller(await as(harness, health, role)).auditLog.story({ meetingId: closed.meetingId }));
    expect(await of('member')).toBe('not_allowed');
    expect(await of('host')).toBe('not_allowed');
  });
});
