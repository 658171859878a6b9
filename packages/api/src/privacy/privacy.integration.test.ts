import { checkProof } from '@sabha/audit/proof';
import { readProofFile } from '@sabha/audit/proof-file';
import { readVerifier } from '@sabha/audit/note';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSequencer } from '../audit-log/sequencer.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import { auditLogParts, testMemory } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, knock, open, refusal, schedule, type Scheduled, signedIn } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';

let harness: Harness;
let sequence: () => Promise<void>;
beforeAll(async () => {
  harness = await openHarness();
  const sequencer = createSequencer(auditLogParts(testMemory()));
  sequence = () => sequencer.run(systemContext(harness.services, 'worker', 'job'));
});
afterAll(() => harness.close());

let health: Ministry;
let organiser: MemberContext;
let administrator: MemberContext;
let member: MemberContext;
let meeting: Scheduled;
let nth = 0;
const invitedAs = () => `Invited Under This Name ${nth}.`;
beforeEach(async () => {
  health = await makeMinistry(harness, `health-${++nth}`);
  organiser = await signedIn(harness, await as(harness, health, 'scheduler'));
  administrator = await as(harness, health, 'administrator');
  member = await signedIn(harness, await as(harness, health, 'member'));
  const invitees = [{ email: health.emails.member, name: invitedAs() }];
  meeting = await schedule(organiser, { title: 'Papers', access: 'link', invitees });
  await open(organiser, meeting);
  await createCaller(member).join.asMember({ joinCode: meeting.joinCode });
  await knock(browser(harness), meeting);
});

const by = (context: MemberContext) => createCaller(context);
const check = (file: string) => {
  const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
  return readProofFile(file).proofs.map((proof) => checkProof(proof, { origin: verifiers[0]?.name ?? '', verifiers }));
};
const end = () => by(administrator).organisation.removeMember({ membershipId: health.membershipIds.member });
const erase = (email = health.emails.member, context = administrator) =>
  by(context).privacy.erase({ ministryId: health.ministryId, email });

/** Every table there is, as text, but for what is kept by rule. */
async function everywhere(): Promise<string> {
  const tables = await harness.owner<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`;
  const texts = await Promise.all(
    tables.map(async ({ name }) =>
      JSON.stringify(await harness.owner.unsafe(`select row_to_json(t)::text as row from ${name} t`)),
    ),
  );
  return texts.join('\n');
}

describe('the export', () => {
  it('holds what there is of the person, by name of each thing', async () => {
    const data = await by(member).privacy.export({});
    expect(data).toMatchObject({
      person: { id: member.actor.personId, email: health.emails.member },
      memberships: [{ ministryId: health.ministryId, role: 'member', endedAt: null }],
      invitations: [{ meetingId: meeting.meetingId, name: invitedAs() }],
      places: [{ meetingId: meeting.meetingId }],
    });
    expect(data.entries.list.some(({ event }) => event === 'door.requested' || event === 'door.admitted')).toBe(true);
  });

  it('holds nothing of anybody else, and no secret', async () => {
    const text = JSON.stringify(await by(member).privacy.export({}));
    const [row] = await harness.owner<{ sealed: string; token: string }[]>`
      select sealed_passcode as sealed, token_hash as token from meetings, sessions
      where meetings.id = ${meeting.meetingId} and person_id = ${member.actor.personId}`;
    if (!row) throw new Error('there is no meeting, or no session');
    const { name, email, personId } = organiser.actor;
    for (const secret of [name, email, personId, meeting.passcode, meeting.joinCode, row.sealed, row.token])
      expect(text, secret).not.toContain(secret);
  });

  it('is recorded, and that entry is a receipt which the log proves', async () => {
    await by(member).privacy.export({});
    expect(await by(member).privacy.receipts({}), 'not under a signed head yet').toMatchObject({ entries: 0 });
    await sequence();
    const { file, entries } = await by(member).privacy.receipts({});
    expect(entries).toBe(1);
    const [proven] = check(file);
    expect(proven?.entry.event).toBe('privacy.exported');
    expect(proven?.values).toMatchObject({
      actor: { id: member.actor.personId, kind: 'member' },
      subject: member.actor.personId,
    });
  });
});

describe('erasure', () => {
  it('takes name, address and every way to sign in, and leaves no trace of them but what is told', async () => {
    await end();
    const erased = await erase();
    expect(erased).toMatchObject({ invitations: 1, places: 1, memberships: 1, person: true, held: 0 });
    expect(Date.parse(erased.logUntil) - harness.clock.now.getTime()).toBe(365 * 86_400_000);
    const text = await everywhere();
    for (const trace of [health.emails.member, member.actor.name, invitedAs()]) expect(text.includes(trace), trace).toBe(false);
    const left = await harness.owner`select 1 from sessions where person_id = ${member.actor.personId}
      union all select 1 from accounts where person_id = ${member.actor.personId}`;
    expect(left).toHaveLength(0);
    expect(await refusal(erase())).toBe('not_found');
  });

  it('leaves every proof valid that was made before, and is itself a receipt which the log proves', async () => {
    await sequence();
    const { file } = await by(organiser).auditLog.proveMeeting({ meetingId: meeting.meetingId });
    await end();
    await erase();
    await sequence();
    expect(check(file).length).toBeGreaterThan(2);
    const again = await by(organiser).auditLog.proveMeeting({ meetingId: meeting.meetingId });
    expect(check(again.file).length).toBeGreaterThan(2);
    const receipts = check((await by(administrator).privacy.receipts({})).file);
    expect(receipts.at(-1)).toMatchObject({ entry: { event: 'privacy.erased' }, values: { subject: member.actor.personId } });
    expect(JSON.stringify(receipts)).not.toContain(health.emails.member);
  });

  it('waits until they are a member of it no longer', async () => {
    expect(await refusal(erase())).toBe('conflict');
    expect(await harness.owner`select 1 from people where email = ${health.emails.member}`).toHaveLength(1);
  });

  it('leaves what is under a legal hold, says so, and takes it when the hold is over', async () => {
    await end();
    await by(administrator).auditLog.placeHold({ meetingId: meeting.meetingId, reason: 'WP(C) 7/2026' });
    expect(await by(administrator).auditLog.holds({ ministryId: health.ministryId })).toMatchObject([
      { meetingId: meeting.meetingId, title: 'Papers', reason: 'WP(C) 7/2026' },
    ]);
    expect(await erase()).toMatchObject({ invitations: 0, places: 0, memberships: 0, person: false, held: 1 });
    expect(await harness.owner`select 1 from invitees where email = ${health.emails.member}`).toHaveLength(1);
    await by(administrator).auditLog.liftHold({ meetingId: meeting.meetingId });
    expect(await by(administrator).auditLog.holds({ ministryId: health.ministryId })).toEqual([]);
    expect(await erase()).toMatchObject({ invitations: 1, places: 1, memberships: 1, person: true, held: 0 });
  });

  it('in one ministry takes nothing of another that has had them, too', async () => {
    const finance = await makeMinistry(harness, `finance-${nth}`);
    const theirs = await as(harness, finance, 'administrator');
    const added = {
      departmentId: finance.departmentId,
      email: health.emails.member,
      name: 'Of Finance',
      role: 'member',
    } as const;
    const { membershipId } = await by(theirs).organisation.addMember(added);
    await end();
    expect(await erase(), 'while they are a member there').toMatchObject({ memberships: 1, person: false });
    await by(theirs).organisation.removeMember({ membershipId });
    const [row] = await harness.owner`select name from memberships where id = ${membershipId}`;
    expect(row).toEqual({ name: 'Of Finance' });
    expect(await harness.owner`select 1 from people where email = ${health.emails.member}`).toHaveLength(1);
  });

  it('takes the person, too, when the last ministry that had them has erased them', async () => {
    const finance = await makeMinistry(harness, `second-${nth}`);
    const theirs = await as(harness, finance, 'administrator');
    const added = {
      departmentId: finance.departmentId,
      email: health.emails.member,
      name: 'Of Both',
      role: 'member',
    } as const;
    const { membershipId } = await by(theirs).organisation.addMember(added);
    await end();
    await by(theirs).organisation.removeMember({ membershipId });
    expect(await erase()).toMatchObject({ person: false });
    const last = await by(theirs).privacy.erase({ ministryId: finance.ministryId, email: health.emails.member });
    expect(last).toMatchObject({ memberships: 1, person: true });
    const text = await everywhere();
    for (const trace of [health.emails.member, member.actor.name, 'Of Both']) expect(text.includes(trace), trace).toBe(false);
  });

  it('leaves their name to a held meeting that they organised and never came to', async () => {
    const email = organiser.actor.email;
    const own = await schedule(organiser, { title: 'Theirs' });
    await by(administrator).organisation.removeMember({ membershipId: health.membershipIds.scheduler });
    await by(administrator).auditLog.placeHold({ meetingId: own.meetingId, reason: 'WP(C) 8/2026' });
    expect(await erase(email)).toMatchObject({ person: false, held: 1 });
    const story = await by(administrator).auditLog.story({ meetingId: own.meetingId });
    expect(story.entries[0]?.actor.name).toBe(organiser.actor.name);
    await by(administrator).auditLog.liftHold({ meetingId: own.meetingId });
    expect(await erase(email)).toMatchObject({ person: true, held: 0 });
  });

  it('tells nobody who stands behind an address that they only invited', async () => {
    const finance = await makeMinistry(harness, `curious-${nth}`);
    const invitees = [{ email: health.emails.member, name: 'Somebody' }];
    await schedule(await as(harness, finance, 'scheduler'), { invitees, access: 'invited' });
    const curious = by(await as(harness, finance, 'administrator'));
    const { ministryId } = finance;
    await curious.privacy.erase({ ministryId, email: health.emails.member });
    const found = await curious.auditLog.search({ ministryId, event: 'privacy.erased' });
    expect(found.entries).toHaveLength(1);
    for (const secret of [member.actor.name, member.actor.personId]) expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('ends an invitation to what is still to come: nothing is mailed there, and the meeting can be changed', async () => {
    const email = `to.come-${nth}@elsewhere.example`;
    const { meetingId } = await schedule(organiser, { invitees: [{ email, name: 'To Come' }], access: 'invited' });
    await harness.owner`update invitees set mailed_sequence = 0 where meeting_id = ${meetingId}`;
    await erase(email);
    expect((await by(organiser).meeting.get({ meetingId })).invitees).toEqual([]);
    const [row] = await harness.owner`select removed_at, mailed_sequence from invitees where meeting_id = ${meetingId}`;
    expect(row).toEqual({ removed_at: harness.clock.now, mailed_sequence: null });
  });

  it('of somebody who was only invited takes their name and address', async () => {
    const email = `only.invited-${nth}@elsewhere.example`;
    await schedule(organiser, { invitees: [{ email, name: 'Only Invited' }], access: 'invited' });
    expect(await erase(email)).toMatchObject({ invitations: 1, places: 0, memberships: 0, person: false });
    expect((await everywhere()).includes(email)).toBe(false);
  });

  it('is for administrators of that ministry, and finds nobody that it has nothing of', async () => {
    await end();
    for (const role of ['host', 'scheduler'] as const)
      expect(await refusal(erase(health.emails.member, await as(harness, health, role)))).toBe('not_allowed');
    const finance = await makeMinistry(harness, `treasury-${nth}`);
    expect(await refusal(erase(health.emails.member, await as(harness, finance, 'administrator')))).toBe('not_found');
    const own = by(await as(harness, finance, 'administrator')).privacy.erase({
      ministryId: finance.ministryId,
      email: health.emails.member,
    });
    expect(await refusal(own)).toBe('not_found');
    expect(await refusal(erase('nobody@nowhere.example'))).toBe('not_found');
  });
});
