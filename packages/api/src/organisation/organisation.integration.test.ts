import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let home: Ministry;
let administrator: ReturnType<typeof createCaller>;
let slugs = 0;

/** A ministry of its own for each test that changes one. */
const fresh = () => makeMinistry(harness, `org${++slugs}`);
const callerOf = async (ministry: Ministry, role: Parameters<typeof as>[2]) => createCaller(await as(harness, ministry, role));
const lastEntry = async (event: string) =>
  (await harness.owner`select * from audit_entries where event = ${event} order by seq desc limit 1`)[0];

beforeAll(async () => {
  harness = await openHarness();
  home = await fresh();
  administrator = await callerOf(home, 'administrator');
});
afterAll(() => harness.close());

describe('reading', () => {
  it('tells a person what they are', async () => {
    const me = await (await callerOf(home, 'host')).me.get();
    expect(me).toMatchObject({ email: home.emails.host, memberships: [{ role: 'host', ministryId: home.ministryId }] });
  });

  it('shows departments with the number of their present members', async () => {
    const departments = await (await callerOf(home, 'member')).organisation.departments({});
    expect(departments.map(({ name, members }) => [name, members])).toEqual([
      ['First', 4],
      ['Second', 0],
    ]);
  });

  it('shows members with their addresses to administrators alone', async () => {
    expect(await administrator.organisation.members({})).toHaveLength(4);
    expect(await administrator.organisation.members({ departmentId: home.emptyDepartmentId })).toEqual([]);
    for (const role of ['member', 'host', 'scheduler'] as const)
      expect(await refusal((await callerOf(home, role)).organisation.members({}))).toBe('not_allowed');
    expect(await lastEntry('access.denied')).toMatchObject({ actor_id: home.personIds.scheduler, outcome: 'refused' });
  });

  it('needs a session', async () => {
    const nobody = createCaller(harness.context({ kind: 'anonymous' }));
    expect(await refusal(nobody.me.get())).toBe('not_signed_in');
    expect(await refusal(nobody.organisation.departments({}))).toBe('not_signed_in');
    expect(await refusal(nobody.organisation.members({}))).toBe('not_signed_in');
  });
});

describe('a department', () => {
  it('is added once under its name', async () => {
    const input = { ministryId: home.ministryId, name: 'Third', nameHi: 'तीसरा' };
    const { departmentId } = await administrator.organisation.addDepartment(input);
    expect(await lastEntry('department.added')).toMatchObject({ subject_id: departmentId, ministry_id: home.ministryId });
    expect(await refusal(administrator.organisation.addDepartment(input))).toBe('conflict');
    expect(await refusal((await callerOf(home, 'scheduler')).organisation.addDepartment({ ...input, name: 'Fourth' }))).toBe(
      'not_allowed',
    );
  });
});

describe('a member', () => {
  const person = { email: 'New.Person@Elsewhere.example', name: 'New Person', role: 'host' } as const;

  it('is added, changed, removed and added again, each with its entry', async () => {
    const ministry = await fresh();
    const caller = await callerOf(ministry, 'administrator');
    const { departmentId } = ministry;
    const { membershipId } = await caller.organisation.addMember({ ...person, departmentId });
    expect(await refusal(caller.organisation.addMember({ ...person, departmentId }))).toBe('conflict');
    await caller.organisation.setRole({ membershipId, role: 'scheduler' });
    expect(await lastEntry('member.role_changed')).toMatchObject({
      subject_id: membershipId,
      detail: { old: 'host', new: 'scheduler' },
    });
    await caller.organisation.removeMember({ membershipId });
    expect(await lastEntry('member.removed')).toMatchObject({ subject_id: membershipId, detail: { role: 'scheduler' } });
    expect(await refusal(caller.organisation.removeMember({ membershipId }))).toBe('not_found');
    expect(await refusal(caller.organisation.setRole({ membershipId, role: 'host' }))).toBe('not_found');
    const again = await caller.organisation.addMember({ ...person, departmentId, role: 'member' });
    expect(again.membershipId).toBe(membershipId);
    const members = await caller.organisation.members({});
    expect(await lastEntry('members.viewed')).toMatchObject({
      ministry_id: ministry.ministryId,
      detail: { members: members.length },
    });
    expect(members.find((member) => member.membershipId === membershipId)).toMatchObject({
      role: 'member',
      email: 'new.person@elsewhere.example',
    });
  });

  it('has in each ministry the name that its administrator gave them, and tells no other ministry', async () => {
    const [first, second] = [await fresh(), await fresh()];
    const email = 'shared@elsewhere.example';
    const one = await callerOf(first, 'administrator');
    await one.organisation.addMember({ ...person, email, name: 'Own Name', departmentId: first.departmentId });
    const other = await callerOf(second, 'administrator');
    await other.organisation.addMember({ ...person, email, name: 'Another', departmentId: second.departmentId });
    const nameIn = async (caller: typeof one) =>
      (await caller.organisation.members({})).find((member) => member.email === email)?.name;
    expect([await nameIn(one), await nameIn(other)]).toEqual(['Own Name', 'Another']);
  });

  it('is signed out everywhere when their last membership ends, and only then', async () => {
    const ministry = await fresh();
    const caller = await callerOf(ministry, 'administrator');
    const personId = ministry.personIds.member;
    const second = await caller.organisation.addMember({
      departmentId: ministry.emptyDepartmentId,
      email: ministry.emails.member,
      name: 'x',
      role: 'member',
    });
    const sessions = async () => (await harness.owner`select 1 from sessions where person_id = ${personId}`).length;
    await harness.owner`insert into sessions (id, token_hash, person_id, expires_at)
      values (gen_random_uuid(), ${personId}, ${personId}, now() + interval '1 hour')`;
    await caller.organisation.removeMember({ membershipId: ministry.membershipIds.member });
    expect(await sessions()).toBe(1);
    await caller.organisation.removeMember(second);
    expect(await sessions()).toBe(0);
    expect(await lastEntry('member.removed')).toMatchObject({ detail: { sessionsEnded: 1 } });
  });
});

describe('the last administrator', () => {
  it('can be neither removed nor demoted', async () => {
    const ministry = await fresh();
    const caller = await callerOf(ministry, 'administrator');
    const membershipId = ministry.membershipIds.administrator;
    expect(await refusal(caller.organisation.removeMember({ membershipId }))).toBe('conflict');
    expect(await refusal(caller.organisation.setRole({ membershipId, role: 'member' }))).toBe('conflict');
  });

  it('is removed by one of two who remove each other at once, also when a third one stays', async () => {
    const ministry = await fresh();
    const first = await callerOf(ministry, 'administrator');
    for (const role of ['scheduler', 'host'] as const)
      await first.organisation.setRole({ membershipId: ministry.membershipIds[role], role: 'administrator' });
    const second = await callerOf(ministry, 'scheduler');
    const outcomes = await Promise.all([
      refusal(first.organisation.removeMember({ membershipId: ministry.membershipIds.scheduler })),
      refusal(second.organisation.removeMember({ membershipId: ministry.membershipIds.administrator })),
    ]);
    expect(outcomes.toSorted()).toEqual(['no refusal', 'not_allowed']);
  });

  it('is still there when two remove each other at once', async () => {
    const ministry = await fresh();
    const first = await callerOf(ministry, 'administrator');
    await first.organisation.setRole({ membershipId: ministry.membershipIds.scheduler, role: 'administrator' });
    const second = await callerOf(ministry, 'scheduler');
    const outcomes = await Promise.all([
      refusal(first.organisation.removeMember({ membershipId: ministry.membershipIds.scheduler })),
      refusal(second.organisation.removeMember({ membershipId: ministry.membershipIds.administrator })),
    ]);
    expect(outcomes.toSorted()).toEqual(['no refusal', 'not_allowed']);
    const [row] = await harness.owner`select count(*)::int as n from memberships
      where ministry_id = ${ministry.ministryId} and role = 'administrator' and ended_at is null`;
    expect(row).toEqual({ n: 1 });
  });

  it('may set their own role when another one stays', async () => {
    const ministry = await fresh();
    const caller = await callerOf(ministry, 'administrator');
    await caller.organisation.setRole({ membershipId: ministry.membershipIds.host, role: 'administrator' });
    await caller.organisation.setRole({ membershipId: ministry.membershipIds.administrator, role: 'member' });
    expect(await refusal((await callerOf(ministry, 'administrator')).organisation.members({}))).toBe('not_allowed');
  });
});
