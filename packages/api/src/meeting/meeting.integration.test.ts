import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScheduleMeetingRequest, scheduleMeetingInput } from '@sabha/domain/meeting/contract';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { createCaller } from '../root.ts';
import { MAILS_AN_HOUR } from './mail-allowance.ts';

let harness: Harness;
let home: Ministry;

beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'home');
});
afterAll(() => harness.close());

const inMinutes = (minutes: number) => new Date(harness.clock.now.getTime() + minutes * 60_000).toISOString();
const request = (more: Partial<ScheduleMeetingRequest> = {}): ScheduleMeetingRequest => ({
  departmentId: home.departmentId,
  title: 'Budget review',
  startsAt: inMinutes(60),
  durationMinutes: 30,
  ...more,
});
const caller = async (role: Parameters<typeof as>[2]) => createCaller(await as(harness, home, role));

const audit = (meetingId: string) =>
  harness.owner<{ event: string; detail: Record<string, unknown>; actorId: string }[]>`
    select event, detail, actor_id as "actorId" from audit_entries where meeting_id = ${meetingId} order by seq`;
const jobsOf = (meetingId: string) =>
  harness.owner<{ name: string; data: { inviteeId: string; sequence: number } }[]>`
    select name, data from pgboss.job where data->>'meetingId' = ${meetingId} order by created_on, id`;

describe('scheduling', () => {
  it('makes a meeting with codes of its own, an audit entry and a mail job per invitee, all in one', async () => {
    const scheduler = await caller('scheduler');
    const invitees = [
      { email: 'Guest@Elsewhere.example ', name: 'Guest' },
      { email: home.emails.host, name: 'Host', role: 'cohost' as const },
    ];
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees }));
    const detail = await scheduler.meeting.get({ meetingId });
    expect(detail).toMatchObject({ title: 'Budget review', status: 'scheduled', isHost: true, mayEdit: true, access: 'link' });
    expect(detail.joinCode).toMatch(/^[0-9a-z]{3}-[0-9a-z]{4}-[0-9a-z]{3}$/);
    expect(detail.passcode).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/);
    expect(detail.options).toEqual({ waitingRoom: 'everyone', screenShare: 'host', chat: true, site: null, abroad: 'allowed' });
    expect(detail.invitees.map((invitee) => invitee.email).sort()).toEqual(['guest@elsewhere.example', home.emails.host].sort());
    expect(await audit(meetingId)).toMatchObject([{ event: 'meeting.scheduled', actorId: home.personIds.scheduler }]);
    expect((await jobsOf(meetingId)).map((job) => job.name)).toEqual(['mail.invitation', 'mail.invitation']);
  });

  it('ties a meeting only to a site of the policy that carries media, when it is made and when it is changed', async () => {
    const scheduler = await caller('scheduler');
    expect(await scheduler.meeting.sites({})).toEqual({
      sites: [{ siteId: 'laptop', name: 'This machine', nameHi: 'यह मशीन' }],
      mayAdmitAbroad: true,
    });
    const nowhere = { cause: { code: 'bad_input', evidence: { field: 'site', reason: 'no_media_there' } } };
    await expect(scheduler.meeting.schedule(request({ options: { site: 'mum1' } }))).rejects.toMatchObject(nowhere);
    const { meetingId } = await scheduler.meeting.schedule(request({ options: { site: 'laptop' } }));
    expect((await scheduler.meeting.get({ meetingId })).options.site).toBe('laptop');
    const { departmentId: _stays, ...plan } = request({ options: { site: 'mum1' } });
    await expect(scheduler.meeting.edit({ meetingId, ...plan })).rejects.toMatchObject(nowhere);
  });

  it('keeps the passcode sealed, and neither it nor a mail address in audit, queue or log', async () => {
    const scheduler = await caller('scheduler');
    const { meetingId } = await scheduler.meeting.schedule(
      request({ invitees: [{ email: 'who@elsewhere.example', name: 'Who' }] }),
    );
    const { passcode } = await scheduler.meeting.get({ meetingId });
    const bare = (passcode ?? '').replaceAll('-', '');
    const rows = await harness.owner`select row_to_json(m)::text as text from meetings m where id = ${meetingId}
      union all select row_to_json(a)::text from audit_entries a where meeting_id = ${meetingId}
      union all select row_to_json(j)::text from pgboss.job j where data->>'meetingId' = ${meetingId}`;
    const everything = rows.map((row) => String(row['text'])).join('\n') + harness.logged.join('\n');
    expect(bare).toHaveLength(9);
    expect(everything).not.toContain(bare);
    expect(everything).not.toContain('who@elsewhere.example');
  });

  it('gives every meeting another join code and passcode', async () => {
    const scheduler = await caller('scheduler');
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      const { meetingId } = await scheduler.meeting.schedule(request());
      const { joinCode, passcode } = await scheduler.meeting.get({ meetingId });
      seen.add(joinCode).add(passcode ?? '');
    }
    expect(seen.size).toBe(10);
  });

  it.each([
    ['a member', 'member', 'not_allowed'],
    ['a host', 'host', 'not_allowed'],
    ['a scheduler', 'scheduler', null],
    ['an administrator', 'administrator', null],
  ] as const)('%s: %s -> %s', async (_, role, code) => {
    const result = (await caller(role)).meeting.schedule(request());
    if (code === null) await expect(result).resolves.toHaveProperty('meetingId');
    else await expect(result).rejects.toMatchObject({ cause: { code } });
  });

  it('lets nobody be co-host who holds no host role in the ministry', async () => {
    const scheduler = await caller('scheduler');
    for (const email of [home.emails.member, 'stranger@elsewhere.example'])
      await expect(
        scheduler.meeting.schedule(request({ invitees: [{ email, name: 'X', role: 'cohost' }] })),
      ).rejects.toMatchObject({ cause: { code: 'bad_input', evidence: { field: 'invitees', reason: 'cohost_is_no_host' } } });
  });

  it('starts now or later, give or take five minutes', async () => {
    const scheduler = await caller('scheduler');
    await expect(scheduler.meeting.schedule(request({ startsAt: inMinutes(-4) }))).resolves.toBeDefined();
    await expect(scheduler.meeting.schedule(request({ startsAt: inMinutes(-6) }))).rejects.toMatchObject({
      cause: { code: 'bad_input', evidence: { field: 'startsAt', reason: 'past' } },
    });
  });

  it('keeps nothing of an act that fails at its end', async () => {
    const context = await as(harness, home, 'scheduler');
    const jobs = { enqueue: () => Promise.reject(new Error('queue is away')) };
    const broken = createCaller({ ...context, services: { ...context.services, jobs } });
    const [before] = await harness.owner`select count(*)::int as n from meetings`;
    await expect(broken.meeting.schedule(request({ invitees: [{ email: 'a@b.example', name: 'A' }] }))).rejects.toThrow();
    expect((await harness.owner`select count(*)::int as n from meetings`)[0]).toEqual(before);
  });
});

describe('editing', () => {
  const edit = (meetingId: string, more: Partial<ScheduleMeetingRequest> = {}) => {
    const { departmentId: _d, kind: _k, ...plan } = request(more);
    return { meetingId, ...plan };
  };

  it('mails what an invitation tells, to whom it concerns, under a higher SEQUENCE', async () => {
    const scheduler = await caller('scheduler');
    const stays = { email: 'stays@elsewhere.example', name: 'Stays' };
    const goes = { email: 'goes@elsewhere.example', name: 'Goes' };
    const comes = { email: 'comes@elsewhere.example', name: 'Comes' };
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees: [stays, goes] }));
    await scheduler.meeting.edit(edit(meetingId, { title: 'Budget, again', invitees: [stays, comes] }));
    const jobs = (await jobsOf(meetingId)).filter((job) => job.data.sequence === 1);
    expect(jobs.map((job) => job.name).sort()).toEqual(['mail.invitation', 'mail.meeting_cancelled', 'mail.meeting_changed']);
    const entries = await audit(meetingId);
    expect(entries.at(-1)).toMatchObject({
      event: 'meeting.edited',
      detail: { changed: { title: { old: 'Budget review', new: 'Budget, again' } } },
    });
    expect((await scheduler.meeting.get({ meetingId })).invitees.map((i) => i.name)).toEqual(['Comes', 'Stays']);
  });

  it('mails nobody for what no invitation tells', async () => {
    const scheduler = await caller('scheduler');
    const invitees = [{ email: 'stays@elsewhere.example', name: 'Stays' }];
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees }));
    await scheduler.meeting.edit(edit(meetingId, { invitees, options: { chat: false } }));
    expect(await jobsOf(meetingId)).toHaveLength(1);
    expect((await scheduler.meeting.get({ meetingId })).options.chat).toBe(false);
  });

  it('moves nothing that runs, and touches nothing that is over', async () => {
    const scheduler = await caller('scheduler');
    const { meetingId } = await scheduler.meeting.schedule(request());
    await harness.owner`update meetings set status = 'live', started_at = now() where id = ${meetingId}`;
    await expect(scheduler.meeting.edit(edit(meetingId, { startsAt: inMinutes(90) }))).rejects.toMatchObject({
      cause: { code: 'conflict', evidence: { field: 'startsAt', reason: 'live' } },
    });
    await expect(scheduler.meeting.edit(edit(meetingId, { durationMinutes: 90 }))).resolves.toBeDefined();
    await expect(scheduler.meeting.cancel({ meetingId })).rejects.toMatchObject({ cause: { code: 'conflict' } });
    await harness.owner`update meetings set status = 'ended' where id = ${meetingId}`;
    await expect(scheduler.meeting.edit(edit(meetingId))).rejects.toMatchObject({ cause: { code: 'meeting_ended' } });
    await expect(scheduler.meeting.cancel({ meetingId })).rejects.toMatchObject({ cause: { code: 'meeting_ended' } });
  });

  it('is for the organiser and administrators; others who may see it are told no, strangers that it is not there', async () => {
    const scheduler = await caller('scheduler');
    const open = await scheduler.meeting.schedule(request({ access: 'ministry' }));
    const closed = await scheduler.meeting.schedule(request({ access: 'invited' }));
    await expect((await caller('administrator')).meeting.edit(edit(open.meetingId))).resolves.toBeDefined();
    await expect((await caller('host')).meeting.edit(edit(open.meetingId))).rejects.toMatchObject({
      cause: { code: 'not_allowed' },
    });
    await expect((await caller('host')).meeting.edit(edit(closed.meetingId))).rejects.toMatchObject({
      cause: { code: 'not_found' },
    });
  });

  it('lets the organiser alone appoint co-hosts; an administrator may only dismiss them', async () => {
    const [scheduler, administrator] = [await caller('scheduler'), await caller('administrator')];
    const other = { email: 'other@elsewhere.example', name: 'Other' };
    const co = { email: home.emails.host, name: 'Co', role: 'cohost' as const };
    const self = { email: home.emails.administrator, name: 'Self', role: 'cohost' as const };
    const { meetingId } = await scheduler.meeting.schedule(request({ access: 'invited', invitees: [other] }));
    for (const invitees of [
      [other, self],
      [other, co],
      [{ ...other, email: home.emails.host }, self],
    ])
      await expect(administrator.meeting.edit(edit(meetingId, { access: 'invited', invitees }))).rejects.toMatchObject({
        cause: { code: 'not_allowed', evidence: { field: 'invitees', index: 1, reason: 'cohost_by_organiser' } },
      });
    expect((await scheduler.meeting.get({ meetingId })).invitees).toHaveLength(1);
    const denials = await harness.owner`select detail from audit_entries
      where event = 'access.denied' and detail->>'meetingId' = ${meetingId}`;
    expect(denials.map((row) => row['detail'] as unknown)).toMatchObject([
      { action: 'meeting.edit', reason: 'cohost_by_organiser' },
      { reason: 'cohost_by_organiser' },
      { reason: 'cohost_by_organiser' },
    ]);
    await scheduler.meeting.edit(edit(meetingId, { access: 'invited', invitees: [other, co] }));
    await administrator.meeting.edit(edit(meetingId, { access: 'invited', title: 'Again', invitees: [other, co] }));
    await administrator.meeting.edit(edit(meetingId, { access: 'invited', invitees: [other, { ...co, role: 'participant' }] }));
    await expect((await caller('host')).meeting.get({ meetingId })).resolves.toMatchObject({ isHost: false });
  });

  it('tells the organiser what somebody else did, and nothing of their own', async () => {
    const [scheduler, administrator] = [await caller('scheduler'), await caller('administrator')];
    const told = (meetingId: string) =>
      harness.owner<{ data: unknown }[]>`select data from pgboss.job
        where name = 'mail.organiser_told' and data->>'meetingId' = ${meetingId} order by created_on, id`;
    const goes = { email: 'goes@elsewhere.example', name: 'Goes' };
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees: [goes] }));
    await scheduler.meeting.edit(edit(meetingId, { title: 'By myself', invitees: [goes] }));
    expect(await told(meetingId)).toEqual([]);
    const self = { email: home.emails.administrator, name: 'Self' };
    await administrator.meeting.edit(edit(meetingId, { title: 'By another', options: { chat: false }, invitees: [self] }));
    await administrator.meeting.cancel({ meetingId });
    const by = home.personIds.administrator;
    expect((await told(meetingId)).map(({ data }) => data)).toEqual([
      { meetingId, by, did: 'edited', changed: ['title', 'options'], invited: 1, takenOff: 1, reassigned: 0 },
      { meetingId, by, did: 'cancelled', changed: [], invited: 0, takenOff: 0, reassigned: 0 },
    ]);
  });

  it('mails strangers up to a number in an hour, however often the list is changed', async () => {
    const ministry = await makeMinistry(harness, 'mailers');
    const scheduler = createCaller(await as(harness, ministry, 'scheduler'));
    const crowd = (from: number) =>
      Array.from({ length: 300 }, (_, at) => ({ email: `p${from + at}@elsewhere.example`, name: 'P' }));
    const plan = (from: number) => ({ ...request({ invitees: crowd(from) }), departmentId: ministry.departmentId });
    const { meetingId } = await scheduler.meeting.schedule(plan(0));
    // Each change of the whole list mails those who go and those who come.
    const change = (from: number) => scheduler.meeting.edit(edit(meetingId, { ...plan(from) }));
    await change(300);
    await change(600);
    expect(MAILS_AN_HOUR).toBe(300 + 2 * 600);
    await expect(change(900)).rejects.toMatchObject({ cause: { code: 'too_many_attempts' } });
    await expect(scheduler.meeting.schedule({ ...plan(0), invitees: crowd(0).slice(0, 1) })).rejects.toMatchObject({
      cause: { code: 'too_many_attempts' },
    });
    await expect(scheduler.meeting.edit(edit(meetingId, { ...plan(600), options: { chat: false } }))).resolves.toBeDefined();
    await expect(scheduler.meeting.cancel({ meetingId })).resolves.toBeDefined();
  });

  it('lets a meeting that began late be edited, but not be moved into the past', async () => {
    const scheduler = await caller('scheduler');
    const startsAt = inMinutes(1);
    const { meetingId } = await scheduler.meeting.schedule(request({ startsAt }));
    const before = harness.clock.now;
    harness.clock.now = new Date(before.getTime() + 20 * 60_000);
    await expect(scheduler.meeting.edit(edit(meetingId, { startsAt, durationMinutes: 60 }))).resolves.toBeDefined();
    await expect(scheduler.meeting.edit(edit(meetingId, { startsAt: inMinutes(-10) }))).rejects.toMatchObject({
      cause: { code: 'bad_input' },
    });
    harness.clock.now = before;
  });
});

describe('cancelling', () => {
  it('happens once, and tells everybody on the list', async () => {
    const scheduler = await caller('scheduler');
    const invitees = [{ email: 'a@elsewhere.example', name: 'A' }];
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees }));
    await scheduler.meeting.cancel({ meetingId });
    await expect(scheduler.meeting.cancel({ meetingId })).rejects.toMatchObject({ cause: { code: 'meeting_cancelled' } });
    expect((await jobsOf(meetingId)).map((job) => [job.name, job.data.sequence])).toEqual([
      ['mail.invitation', 0],
      ['mail.meeting_cancelled', 1],
    ]);
    expect(await scheduler.meeting.get({ meetingId })).toMatchObject({ status: 'cancelled', mayEdit: false });
  });
});

describe('reading', () => {
  it('gives the passcode to those who run it, the list of the invited to them and administrators', async () => {
    const scheduler = await caller('scheduler');
    const invitees = [
      { email: home.emails.host, name: 'Host', role: 'cohost' as const },
      { email: home.emails.member, name: 'Member' },
    ];
    const { meetingId } = await scheduler.meeting.schedule(request({ invitees }));
    const seen = await Promise.all(
      (['scheduler', 'host', 'administrator', 'member'] as const).map(async (role) => {
        const { isHost, passcode, invitees: list, mayEdit } = await (await caller(role)).meeting.get({ meetingId });
        return [role, isHost, passcode !== null, list.length, mayEdit];
      }),
    );
    expect(seen).toEqual([
      ['scheduler', true, true, 2, true],
      ['host', true, true, 2, false],
      ['administrator', false, false, 2, true],
      ['member', false, false, 0, false],
    ]);
  });

  it('shows a closed meeting to the invited alone', async () => {
    const scheduler = await caller('scheduler');
    const { meetingId } = await scheduler.meeting.schedule(
      request({ access: 'invited', invitees: [{ email: home.emails.member, name: 'M' }] }),
    );
    await expect((await caller('member')).meeting.get({ meetingId })).resolves.toMatchObject({ isHost: false });
    await expect((await caller('host')).meeting.get({ meetingId })).rejects.toMatchObject({ cause: { code: 'not_found' } });
    const [denial] = await harness.owner`select * from audit_entries where event = 'access.denied' order by seq desc limit 1`;
    expect(denial).toMatchObject({ outcome: 'refused', actor_id: home.personIds.host, meeting_id: meetingId });
  });

  it('records who read the attendance', async () => {
    const scheduler = await caller('scheduler');
    const { meetingId } = await scheduler.meeting.schedule(request());
    expect(await scheduler.meeting.attendance({ meetingId })).toEqual([]);
    await expect((await caller('member')).meeting.attendance({ meetingId })).rejects.toMatchObject({
      cause: { code: 'not_allowed' },
    });
    expect((await audit(meetingId)).map((entry) => entry.event)).toEqual([
      'meeting.scheduled',
      'attendance.viewed',
      'access.denied',
    ]);
  });
});

describe('lists', () => {
  it('pages through what one runs or is invited to, in order, each once', async () => {
    const ministry = await makeMinistry(harness, 'lists');
    const scheduler = createCaller(await as(harness, ministry, 'scheduler'));
    const invitees = [{ email: ministry.emails.member, name: 'Member' }];
    const plan = (minutes: number) => ({
      ...request({ startsAt: inMinutes(minutes), invitees }),
      departmentId: ministry.departmentId,
    });
    for (const minutes of [300, 100, 200, 100, 400]) await scheduler.meeting.schedule(plan(minutes));
    const gone = await scheduler.meeting.schedule(plan(50));
    await scheduler.meeting.cancel(gone);

    const member = createCaller(await as(harness, ministry, 'member'));
    const starts: string[] = [];
    const ids = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof member.meeting.list>> = await member.meeting.list({
        when: 'upcoming',
        limit: 2,
        ...(cursor !== null && { cursor }),
      });
      for (const item of page.items) {
        starts.push(item.startsAt);
        ids.add(item.meetingId);
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(starts).toEqual([100, 100, 200, 300, 400].map((minutes) => inMinutes(minutes)));
    expect(ids.size).toBe(5);
    expect((await member.meeting.list({ when: 'past' })).items.map((item) => item.status)).toEqual(['cancelled']);
    const first = await member.meeting.list({ when: 'upcoming', limit: 1 });
    await harness.owner`update meetings set status = 'ended' where id = ${first.items[0]?.meetingId ?? ''}`;
    const now = harness.clock.now;
    harness.clock.now = new Date(now.getTime() + 250 * 60_000); // the 100 that was not ended and the 200 are over now
    const statuses = async (when: 'past' | 'upcoming') => (await member.meeting.list({ when })).items.map(({ status }) => status);
    expect((await statuses('past')).toSorted()).toEqual(['cancelled', 'ended', 'scheduled', 'scheduled']);
    expect(await statuses('upcoming')).toEqual(['scheduled', 'scheduled']);
    harness.clock.now = now;
    const stranger = createCaller(await as(harness, ministry, 'administrator'));
    expect((await stranger.meeting.list({ when: 'upcoming' })).items).toEqual([]);
  });

  it('takes no cursor that is not its own', async () => {
    for (const cursor of ['', 'x', Buffer.from('["a","b"]').toString('base64url'), '%00', "' or 1=1"])
      await expect((await caller('member')).meeting.list({ when: 'past', cursor })).rejects.toMatchObject({
        cause: { code: 'bad_input' },
      });
  });
});

it('has a start that a schema reads as an instant', () => {
  expect(scheduleMeetingInput.parse(request({ startsAt: '2030-01-01T10:00:00+05:30' })).startsAt.toISOString()).toBe(
    '2030-01-01T04:30:00.000Z',
  );
});
