import { seed } from '@sabha/api/seed/seed';
import { readSession } from '@sabha/api/sign-in/session';
import { hashToken } from '@sabha/api/core/random-token';
import { type Harness, openHarness } from '@sabha/api/testing/harness';
import { sealKeysOf, unseal } from '@sabha/api/core/seal';
import { LINK_PURPOSE } from '@sabha/api/sign-in/ask-for-link';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PortalEnv } from '../env.ts';
import { TestBrowser } from './testing/browser.ts';
import { testPortalEnv } from './testing/portal-env.ts';

let harness: Harness;
let env: PortalEnv;
let browser: TestBrowser;

beforeAll(async () => {
  harness = await openHarness();
  env = testPortalEnv();
  await seed(harness.services);
});
afterAll(() => harness.close());
beforeEach(async () => {
  browser = new TestBrowser(harness, env);
  harness.clock.now = new Date();
  await harness.owner`delete from accounts`;
  await harness.owner`delete from rate_limits`;
});

const asha = 'asha.verma@demo.sabha.localhost';
const events = (event: string) =>
  harness.owner<{ outcome: string; subject_id: string; detail: Record<string, unknown>; actor_id: string }[]>`
    select outcome, subject_id, detail, actor_id from audit_entries where event = ${event} order by seq desc`;
const whoIs = async (token: string | undefined) => (await readSession(harness.services, token))?.actor ?? null;
const errorOf = (outcome: Awaited<ReturnType<TestBrowser['send']>>) =>
  new URL(outcome?.location ?? '', env.PUBLIC_URL).searchParams.get('error');

describe('by the identity provider', () => {
  it('signs a member in, with the roles the database has, and records it', async () => {
    expect(await browser.signIn('demo-administrator')).toMatchObject({ location: `${env.PUBLIC_URL}/meetings` });
    const actor = await whoIs(browser.session);
    expect(actor).toMatchObject({ name: 'Asha Verma', email: asha, memberships: [{ role: 'administrator' }] });
    expect((await events('sign_in.succeeded'))[0]).toMatchObject({
      actor_id: 'sign-in',
      subject_id: actor?.personId,
      detail: { method: 'oidc' },
    });
  });

  it('keeps the session token hashed, and the cookie from scripts and other sites', async () => {
    await browser.signIn('demo-administrator');
    const token = browser.session ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await harness.owner`select row_to_json(s)::text as text from sessions s`;
    expect(rows.map((row) => String(row['text'])).join()).toContain(hashToken(token));
    expect(rows.map((row) => String(row['text'])).join()).not.toContain(token);
    const line = browser.setCookieLines.find((cookie) => cookie.startsWith('sabha-session=')) ?? '';
    expect(line).toMatch(/; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(harness.logged.join()).not.toContain(token);
  });

  it('names its cookies __Host- and marks them Secure behind TLS', async () => {
    const secure = new TestBrowser(harness, { ...env, PUBLIC_URL: 'https://sabha.example' });
    await secure.send('signin/oidc', { form: { callbackUrl: '/meetings' } });
    expect(secure.setCookieLines.length).toBeGreaterThanOrEqual(4);
    for (const line of secure.setCookieLines)
      expect(line).toMatch(/^__Host-sabha-[^;]*;(?: Max-Age=900;)? Path=\/;(?: Expires=[^;]*;)? HttpOnly; Secure; SameSite=Lax$/);
  });

  it('lets nobody in who belongs nowhere', async () => {
    expect(errorOf(await browser.signIn('demo-stranger'))).toBe('no_membership');
    expect(browser.session).toBeUndefined();
    expect((await events('sign_in.failed'))[0]).toMatchObject({ detail: { reason: 'no_membership' } });
    expect(await harness.owner`select * from people where email like 'vikram%'`).toHaveLength(0);
  });

  it('knows a person again by their subject, whatever their address has become', async () => {
    await browser.signIn('demo-member');
    await harness.owner`update people set email = 'moved@demo.sabha.localhost' where email like 'imran.%'`;
    const later = new TestBrowser(harness, env);
    await later.signIn('demo-member');
    expect(await whoIs(later.session)).toMatchObject({ email: 'moved@demo.sabha.localhost' });
    await harness.owner`update people set email = 'imran.qureshi@demo.sabha.localhost' where email like 'moved@%'`;
  });

  it('lets nobody in any more whose last membership has ended, though the subject is known', async () => {
    await browser.signIn('demo-host');
    await harness.owner`update memberships set ended_at = now() where person_id = (select id from people where email like 'meera.%')`;
    expect(errorOf(await new TestBrowser(harness, env).signIn('demo-host'))).toBe('no_membership');
    await harness.owner`update memberships set ended_at = null`;
  });

  it('takes an answer once', async () => {
    const callback = await browser.visitProvider('demo-administrator');
    const cookies = { ...browser.cookies };
    await browser.back(callback);
    const thief = new TestBrowser(harness, env);
    Object.assign(thief.cookies, cookies);
    expect(errorOf(await thief.back(callback))).toBe('provider_failed');
    expect(thief.session).toBeUndefined();
  });

  it('takes an answer only in the browser that asked', async () => {
    const callback = await browser.visitProvider('demo-administrator');
    const victim = new TestBrowser(harness, env);
    expect(errorOf(await victim.back(callback))).toBe('provider_failed');
    await victim.visitProvider('demo-member'); // has a sign-in of its own under way
    expect(errorOf(await victim.back(callback))).toBe('provider_failed');
    expect(victim.session).toBeUndefined();
  });

  it.each(['sabha-state', 'sabha-pkce', 'sabha-nonce'])(
    'takes no answer with the %s of another attempt, or none',
    async (name) => {
      const other = new TestBrowser(harness, env);
      await other.visitProvider('demo-administrator');
      for (const swapped of [other.cookies[name], undefined, 'x']) {
        const attempt = new TestBrowser(harness, env);
        const callback = await attempt.visitProvider('demo-administrator');
        if (swapped === undefined) Reflect.deleteProperty(attempt.cookies, name);
        else attempt.cookies[name] = swapped;
        expect(errorOf(await attempt.back(callback))).toBe('provider_failed');
        expect(attempt.session).toBeUndefined();
      }
    },
  );

  it('takes no state and no code that were changed', async () => {
    for (const parameter of ['state', 'code', 'iss']) {
      const attempt = new TestBrowser(harness, env);
      const callback = await attempt.visitProvider('demo-administrator');
      callback.searchParams.set(parameter, 'x');
      expect(errorOf(await attempt.back(callback))).toBe('provider_failed');
    }
    expect((await events('sign_in.failed'))[0]).toMatchObject({ outcome: 'refused', detail: { method: 'oidc' } });
  });

  it('gives a new session at each sign-in and ends the one before, whoever planted it', async () => {
    const attacker = new TestBrowser(harness, env);
    await attacker.signIn('demo-member');
    browser.cookies['sabha-session'] = attacker.session ?? ''; // planted
    await browser.signIn('demo-administrator');
    expect(browser.session).not.toBe(attacker.session);
    expect(await whoIs(attacker.session)).toBeNull();
    expect(await whoIs(browser.session)).toMatchObject({ email: asha });
    const linked =
      await harness.owner`select p.email from accounts a join people p on p.id = a.person_id where a.subject = 'demo-administrator'`;
    expect(linked).toMatchObject([{ email: asha }]); // and not the attacker
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'http://localhost.evil.example'])(
    'leads back to this site, never to %s',
    async (callbackUrl) => {
      const outcome = await browser.signIn('demo-administrator', callbackUrl);
      expect(new URL(outcome?.location ?? '').origin).toBe(env.PUBLIC_URL);
    },
  );
});

describe('signing out', () => {
  it('ends the session on the server and records it', async () => {
    await browser.signIn('demo-administrator');
    const token = browser.session;
    const actor = await whoIs(token);
    await browser.send('signout');
    expect(browser.session).toBeUndefined();
    expect(await whoIs(token)).toBeNull();
    expect((await events('sign_out.done'))[0]).toMatchObject({ subject_id: actor?.personId });
  });

  it('that fails says so and leaves the cookie, for a copy of it would live on unseen', async () => {
    await browser.signIn('demo-administrator');
    const token = browser.session;
    await harness.owner`alter table audit_entries add constraint no_sign_out check (event <> 'sign_out.done') not valid`;
    const outcome = await browser.send('signout', { form: { callbackUrl: '/sign-in?signed-out' } });
    await harness.owner`alter table audit_entries drop constraint no_sign_out`;
    expect(errorOf(outcome)).toBe('sign_out_failed');
    expect(browser.session).toBe(token);
    expect(await whoIs(token)).not.toBeNull();
    await browser.send('signout');
    expect(await whoIs(token)).toBeNull();
  });
});

describe('a session', () => {
  it('ends after twelve hours without use', async () => {
    await browser.signIn('demo-administrator');
    harness.clock.now = new Date(Date.now() + 11.9 * 3_600_000);
    expect(await whoIs(browser.session)).not.toBeNull();
    harness.clock.now = new Date(Date.now() + 12.1 * 3_600_000);
    expect(await whoIs(browser.session)).toBeNull();
  });

  it('has at once the role that an administrator gave', async () => {
    await browser.signIn('demo-member');
    await harness.owner`update memberships set role = 'scheduler' where person_id = (select id from people where email like 'imran.%')`;
    expect(await whoIs(browser.session)).toMatchObject({ memberships: [{ role: 'scheduler' }] });
    await harness.owner`update memberships set role = 'member' where person_id = (select id from people where email like 'imran.%')`;
  });

  it.each(['', 'x', 'x'.repeat(5000), "' or 1=1 --"])('is not opened by "%s"', async (token) =>
    expect(await whoIs(token)).toBeNull(),
  );
});

describe('by a mail link', () => {
  /** What the mail would carry; the only copy outside it is sealed in the queue. */
  async function askedToken(email: string, from = browser): Promise<string> {
    await from.send('signin/email', { form: { email, callbackUrl: '/meetings' } });
    const [row] = await harness.owner<{ sealed: string }[]>`
      select data->>'sealed' as sealed from pgboss.job where name = 'mail.sign_in_link' order by created_on desc limit 1`;
    const opened = unseal(row?.sealed ?? '', { keys: sealKeysOf(harness.services.settings), purpose: LINK_PURPOSE });
    return (JSON.parse(opened) as { token: string }).token;
  }
  const confirm = (token: string, from = browser) => from.send('callback/email', { form: { token, callbackUrl: '/meetings' } });

  it('signs a member in, once', async () => {
    const token = await askedToken(` ${asha.toUpperCase()} `);
    expect(await confirm(token)).toMatchObject({ location: `${env.PUBLIC_URL}/meetings` });
    expect(await whoIs(browser.session)).toMatchObject({ email: asha });
    const again = new TestBrowser(harness, env);
    expect(errorOf(await confirm(token, again))).toBe('link_used_up');
    expect(again.session).toBeUndefined();
  });

  it('is not used up by whoever opens it with a GET', async () => {
    const token = await askedToken(asha);
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(await browser.send('callback/email', { method, query: { token, email: asha } })).toBeNull();
    expect(await confirm(token)).toMatchObject({ location: `${env.PUBLIC_URL}/meetings` });
  });

  it('answers everybody alike and does the same for everybody', async () => {
    const count = async () => (await harness.owner`select 1 from pgboss.job where name = 'mail.sign_in_link'`).length;
    const before = await count();
    const known = await browser.send('signin/email', { form: { email: asha } });
    const unknown = await browser.send('signin/email', { form: { email: 'nobody@elsewhere.example' } });
    expect(known).toMatchObject({ location: '/sign-in/mail' });
    expect(unknown?.location).toBe(known?.location);
    expect(await count()).toBe(before + 2);
  });

  it('opens nothing for a stranger, even with the right token', async () => {
    const token = await askedToken('nobody@elsewhere.example');
    expect(errorOf(await confirm(token))).toBe('link_used_up');
    expect(browser.session).toBeUndefined();
  });

  it('rests as a hash, and sealed in the queue', async () => {
    const token = await askedToken(asha);
    const rows = await harness.owner`select row_to_json(l)::text as text from sign_in_links l
      union all select row_to_json(j)::text from pgboss.job j union all select row_to_json(a)::text from audit_entries a`;
    const everything = rows.map((row) => String(row['text'])).join() + harness.logged.join();
    expect(everything).not.toContain(token);
    expect(harness.logged.join()).not.toContain(asha);
  });

  it('ends after ten minutes', async () => {
    const token = await askedToken(asha);
    harness.clock.now = new Date(harness.clock.now.getTime() + 10 * 60_000 + 1);
    expect(errorOf(await confirm(token))).toBe('link_used_up');
    expect((await events('sign_in.failed'))[0]).toMatchObject({ detail: { reason: 'link_expired' } });
  });

  it('signs in one of two who come with it at once', async () => {
    const token = await askedToken(asha);
    const both = [new TestBrowser(harness, env), new TestBrowser(harness, env)];
    await Promise.all(both.map((each) => confirm(token, each)));
    expect(both.filter((each) => each.session !== undefined)).toHaveLength(1);
  });

  it.each([
    '',
    'not an address',
    'a@b',
    `${'x'.repeat(300)}@b.example`,
    'a@b.example,c@d.example',
    'a＠b.example',
    'a@b.example\r\nBcc: x@y.example',
  ])('is not sent to "%s"', async (email) =>
    expect(errorOf(await browser.send('signin/email', { form: { email } }))).toBe('bad_email'),
  );

  it('is asked for five times in ten minutes by one address for one mailbox, and twenty times from one address', async () => {
    const mailbox = `m${crypto.randomUUID()}@elsewhere.example`;
    const ask = () => new TestBrowser(harness, env, '192.0.2.77').send('signin/email', { form: { email: mailbox } });
    for (let i = 0; i < 5; i++) await ask();
    expect(errorOf(await ask())).toBe('too_many_attempts');
    for (let i = 0; i < 20; i++)
      await browser.send('signin/email', { form: { email: `n${crypto.randomUUID()}@elsewhere.example` } });
    expect(errorOf(await browser.send('signin/email', { form: { email: 'other@elsewhere.example' } }))).toBe('too_many_attempts');
  });

  it('cannot be kept from its owner by somebody who asks for it all the time', async () => {
    const mailbox = `k${crypto.randomUUID()}@elsewhere.example`;
    const from = (address: string) => new TestBrowser(harness, env, address).send('signin/email', { form: { email: mailbox } });
    for (let i = 0; i < 10; i++) await from('198.51.100.1');
    expect(errorOf(await from('198.51.100.1'))).toBe('too_many_attempts');
    expect(errorOf(await from('203.0.113.9'))).toBeNull();
  });

  it('cannot be guessed for long, and success costs nothing', async () => {
    const fresh = new TestBrowser(harness, env);
    for (let i = 0; i < 4; i++)
      expect(await confirm(await askedToken(asha), fresh)).toMatchObject({ location: `${env.PUBLIC_URL}/meetings` });
    for (let i = 0; i < 20; i++) expect(errorOf(await confirm('guess', fresh))).toBe('link_used_up');
    expect(errorOf(await confirm('guess', fresh))).toBe('too_many_attempts');
    expect((await events('sign_in.failed'))[0]).toMatchObject({ detail: { method: 'mail_link', reason: 'too_many_attempts' } });
  });

  it('is asked for and guessed at no more often by whoever has a whole IPv6 network', async () => {
    const from = (subnet: number) => new TestBrowser(harness, env, `2001:db8:77:${subnet.toString(16)}::1`);
    const inAll = 8 * 20;
    for (let i = 0; i < inAll; i++) await from(i).send('signin/email', { form: { email: `w${i}@elsewhere.example` } });
    expect(errorOf(await from(inAll).send('signin/email', { form: { email: asha } }))).toBe('too_many_attempts');
    for (let i = 0; i < inAll; i++) expect(errorOf(await confirm('guess', from(i)))).toBe('link_used_up');
    expect(errorOf(await confirm('guess', from(inAll)))).toBe('too_many_attempts');
  });
});

describe('what is open under /api/auth', () => {
  it.each(['signin/oidc', 'signin/email', 'callback/email', 'signout'])('%s is no form of another site', async (path) => {
    await browser.signIn('demo-administrator');
    const token = browser.session;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ])
      expect(errorOf(await browser.send(path, { headers, form: { email: asha, token: 'x' } }))).toBe('internal');
    expect((await events('sign_in.failed'))[0]).toMatchObject({ outcome: 'refused', detail: { reason: 'cross_origin' } });
    expect(await whoIs(token)).not.toBeNull();
  });

  it.each([
    ['GET', 'signin'],
    ['GET', 'signin/oidc'],
    ['GET', 'signout'],
    ['GET', 'session'],
    ['GET', 'csrf'],
    ['GET', 'providers'],
    ['GET', 'error'],
    ['GET', 'verify-request'],
    ['GET', 'callback/email'],
    ['POST', 'callback/oidc'],
    ['POST', 'callback/credentials'],
    ['POST', 'session'],
    ['POST', '_log'],
    ['POST', ''],
    ['PUT', 'signout'],
  ])('%s %s is not there', async (method, path) => expect(await browser.send(path, { method })).toBeNull());
});
