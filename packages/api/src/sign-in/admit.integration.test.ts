import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Context } from '../core/context.ts';
import { hashToken } from '../core/random-token.ts';
import { REFUSALS_EACH } from '../core/refusal-allowance.ts';
import { createCaller } from '../root.ts';
import { openHarness, type Harness } from '../testing/harness.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { admitByLink, admitByProvider, beginSession, type ProvidedIdentity, recordFailure } from './admit.ts';
import { askForLink } from './ask-for-link.ts';
import { prolongSession, readSession, signOut } from './session.ts';
import { LINK_SECONDS, SESSION_SECONDS } from './token.ts';

let harness: Harness;
let home: Ministry;
let visitor: Context;

beforeAll(async () => {
  harness = await openHarness();
  home = await makeMinistry(harness, 'home');
});
afterAll(() => harness.close());
beforeEach(() => {
  visitor = harness.context({ kind: 'anonymous' });
});

const pass = (seconds: number) => {
  harness.clock.now = new Date(harness.clock.now.getTime() + seconds * 1000);
};
const recorded = (requestId: string) =>
  harness.owner<{ event: string; detail: Record<string, unknown> }[]>`
    select event, detail from audit_entries where request_id = ${requestId} order by seq`;

describe('a provider', () => {
  let subjects = 0;
  const identity = (more: Partial<ProvidedIdentity> = {}): ProvidedIdentity => ({
    provider: 'oidc',
    subject: `subject-${++subjects}`,
    email: home.emails.host,
    emailVerified: true,
    ...more,
  });

  it('brings the person of a verified address, and afterwards whoever its subject was linked to, whatever it says', async () => {
    const first = identity();
    expect(await admitByProvider(visitor, first)).toBe(home.personIds.host);
    const later = { ...first, email: home.emails.administrator, emailVerified: false };
    expect(await admitByProvider(visitor, later)).toBe(home.personIds.host);
  });

  test.each([
    ['that has not verified the address', () => identity({ emailVerified: false }), 'email_not_verified'],
    ['that tells no address', () => identity({ email: null }), 'no_email'],
    ['that tells an address which is none', () => identity({ email: 'nobody' }), 'no_email'],
    ['that brings somebody whom no administrator has entered', () => identity({ email: 'new@home.example' }), 'no_membership'],
  ])('%s is refused, and nothing is linked', async (...[, who, reason]) => {
    const asked = who();
    expect(await admitByProvider(visitor, asked)).toBeNull();
    expect(await recorded(visitor.requestId)).toEqual([{ event: 'sign_in.failed', detail: { method: 'oidc', reason } }]);
    expect(await harness.owner`select 1 from accounts where subject = ${asked.subject}`).toHaveLength(0);
  });

  it.each([
    ['OAuthCallback', 'OAuthCallback'],
    ['Failed query: select\nparams: asha@home.example', 'other'],
    ['asha@home.example', 'other'],
  ])('that answers %j leaves no more than one word behind', async (reason, kept) => {
    await recordFailure(visitor, 'oidc', reason);
    expect(await recorded(visitor.requestId)).toEqual([{ event: 'sign_in.failed', detail: { method: 'oidc', reason: kept } }]);
  });

  it('that refuses again and again does not fill the trail', async () => {
    const stranger = harness.context({ kind: 'anonymous' }, { address: '2001:db8:7::/64' });
    for (let i = 0; i < REFUSALS_EACH + 3; i++) await recordFailure(stranger, 'oidc', 'OAuthCallback');
    expect(await recorded(stranger.requestId)).toHaveLength(REFUSALS_EACH);
  });

  it('links a subject once when it comes twice at the same moment', async () => {
    const twice = identity({ email: home.emails.scheduler });
    const both = await Promise.all([admitByProvider(visitor, twice), admitByProvider(visitor, twice)]);
    expect(both).toEqual([home.personIds.scheduler, home.personIds.scheduler]);
  });
});

describe('a link', () => {
  let links = 0;
  async function mailed(email = home.emails.host): Promise<string> {
    const token = `link-${++links}`;
    await askForLink(visitor, { email, token, tokenHash: hashToken(token) });
    return hashToken(token);
  }

  it('admits once, also when two come with it at the same moment', async () => {
    const hash = await mailed();
    const both = await Promise.all([admitByLink(visitor, hash), admitByLink(visitor, hash)]);
    expect(both.filter((person) => person?.personId === home.personIds.host)).toHaveLength(1);
    expect(both.filter((person) => person === null)).toHaveLength(1);
  });

  it('is worth nothing after ten minutes', async () => {
    const [early, late] = [await mailed(), await mailed()];
    pass(LINK_SECONDS - 1);
    expect(await admitByLink(visitor, early)).toMatchObject({ personId: home.personIds.host });
    pass(1);
    expect(await admitByLink(visitor, late)).toBeNull();
  });

  it('is made for whoever asks, and admits members only', async () => {
    expect(await admitByLink(visitor, await mailed('nobody@elsewhere.example'))).toBeNull();
  });

  it('rests nowhere as it is', async () => {
    await mailed();
    const [stored] = await harness.owner<{ text: string }[]>`
      select (select json_agg(l)::text from sign_in_links l) || (select json_agg(j)::text from pgboss.job j) as text`;
    expect(stored?.text).toContain(hashToken(`link-${links}`));
    expect(stored?.text).not.toContain(`link-${links}`);
  });
});

describe('a session', () => {
  const begin = (token: string, previousToken?: string) =>
    beginSession(visitor, { personId: home.personIds.host, token, method: 'oidc', previousToken });

  it('rests as a hash, which signs nobody in', async () => {
    await begin('token-1');
    const rows = await harness.owner<{ tokenHash: string }[]>`select token_hash as "tokenHash" from sessions`;
    expect(rows.map((row) => row.tokenHash)).toContain(hashToken('token-1'));
    expect(await readSession(harness.services, 'token-1')).toMatchObject({ actor: { personId: home.personIds.host } });
    expect(await readSession(harness.services, hashToken('token-1'))).toBeNull();
  });

  it('ends when its person signs out, and when its time is over', async () => {
    await begin('token-2');
    await signOut(visitor, 'token-2');
    expect(await readSession(harness.services, 'token-2')).toBeNull();
    await begin('token-3');
    pass(SESSION_SECONDS);
    expect(await readSession(harness.services, 'token-3')).toBeNull();
  });

  it('ends after a week, however often it is used', async () => {
    await begin('token-old');
    const birth = harness.clock.now;
    await harness.owner`update sessions set created_at = ${birth} where token_hash = ${hashToken('token-old')}`;
    for (let hours = 0; hours < 7 * 24; hours += 6) {
      expect(await readSession(harness.services, 'token-old')).not.toBeNull();
      await prolongSession(harness.services, 'token-old');
      pass(6 * 60 * 60);
    }
    expect(await readSession(harness.services, 'token-old')).toBeNull();
    harness.clock.now = birth;
  });

  it('takes the place of the one this browser had', async () => {
    await begin('token-4');
    await begin('token-5', 'token-4');
    expect(await readSession(harness.services, 'token-4')).toBeNull();
    expect(await readSession(harness.services, 'token-5')).not.toBeNull();
  });

  it('has at each request the roles of that moment', async () => {
    await begin('token-6');
    const administrator = createCaller(await as(harness, home, 'administrator'));
    const roles = async () => (await readSession(harness.services, 'token-6'))?.actor.memberships.map(({ role }) => role);
    expect(await roles()).toEqual(['host']);
    await administrator.organisation.setRole({ membershipId: home.membershipIds.host, role: 'member' });
    expect(await roles()).toEqual(['member']);
    await administrator.organisation.removeMember({ membershipId: home.membershipIds.host });
    expect(await roles()).toBeUndefined(); // who belongs nowhere any more is signed out
  });
});
