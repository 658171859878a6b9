import { translator } from '@sabha/i18n/translator';
import { describe, expect, test } from 'vitest';
import type { BrowserContext } from 'playwright-core';
import { Api } from './platform/api.ts';
import { newPerson } from './platform/browser.ts';
import { mailsTo } from './platform/mailbox.ts';
import { askForLink, askProvider, callbackOf, chooseAtProvider, followLink } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'sign-in', 'common');
const stage = openStage();
const { platform } = stage;
const { origin } = platform;

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/%5Cevil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
];

const isSignedIn = async (api: Api) => (await api.query('me.get')).ok;
const sessionOf = async (context: BrowserContext) => (await context.cookies(origin)).find(({ name }) => name === 'sabha-session');

describe('with the identity provider', () => {
  test('the request carries PKCE, a state and a nonce, each of them new', async () => {
    const { context } = await stage.citizen();
    const [one, other] = [await askProvider(context, platform), await askProvider(context, platform)];
    expect(one.origin).toBe(platform.identity);
    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${origin}/api/auth/callback/oidc`,
    });
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{20,}$/);
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
    }
  });

  test('a person comes back signed in, with a session that no script and no other site can use', async () => {
    const { page, context, api } = await stage.official('member');
    expect(await isSignedIn(api)).toBe(true);
    expect(await sessionOf(context)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' });
    expect(await page.evaluate(() => document.cookie)).not.toContain('sabha-session');
  });

  test('somebody whom no ministry has appointed is told so, and is not signed in', async () => {
    const { page, api } = await stage.citizen();
    await page.goto(`${origin}/sign-in`);
    await chooseAtProvider(page, 'stranger');
    await page.getByText(t('sign-in.failed.no_membership')).waitFor();
    expect(await isSignedIn(api)).toBe(false);
  });

  test('a callback with another state is refused', async () => {
    const { page, context, api } = await stage.citizen();
    const callback = await callbackOf(context, platform, 'demo-member');
    callback.searchParams.set('state', `${callback.searchParams.get('state')}x`);
    await page.goto(callback.href);
    await page.getByText(t('sign-in.failed.provider_failed')).waitFor();
    expect(await isSignedIn(api)).toBe(false);
  });

  test("a callback that was begun in another browser is refused: nobody is signed in as somebody else's guest", async () => {
    const [attacker, victim] = [await stage.citizen(), await stage.citizen()];
    const callback = await callbackOf(attacker.context, platform, 'demo-member');
    await victim.page.goto(callback.href);
    await victim.page.getByText(t('sign-in.failed.provider_failed')).waitFor();
    expect(await isSignedIn(victim.api)).toBe(false);
  });

  test('a callback works once', async () => {
    const { page, context, api } = await stage.citizen();
    const callback = await callbackOf(context, platform, 'demo-member');
    await page.goto(callback.href);
    expect(await isSignedIn(api)).toBe(true);
    await signOut({ page });
    await page.goto(callback.href);
    await page.getByText(t('sign-in.failed.title')).waitFor();
    expect(await isSignedIn(api)).toBe(false);
  });
});

describe('with a link by mail', () => {
  const address = 'meera.iyer@demo.sabha.localhost';

  test('it signs in once and not twice, and a mail scanner that opens it first uses nothing up', async () => {
    const person = await stage.citizen();
    const link = await askForLink(person.page, platform, address);
    const scanner = await newPerson(stage.browser);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await scanner.request.fetch(link, { method })).status()).toBe(200);
    expect(await isSignedIn(new Api(scanner, platform))).toBe(false);
    await scanner.close();

    await followLink(person.page, platform, link);
    expect(await isSignedIn(person.api)).toBe(true);

    const second = await stage.citizen();
    await second.page.goto(link);
    await second.page.getByRole('button', { name: t('sign-in.confirm.submit') }).click();
    await second.page.getByText(t('sign-in.failed.link_used_up')).waitFor();
    expect(await isSignedIn(second.api)).toBe(false);
  });

  test('an address without an account gets the same page, and no mail', async () => {
    const { page } = await stage.citizen();
    const nobody = 'nobody.here@demo.sabha.localhost';
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel(t('sign-in.mail.address')).fill(nobody);
    await page.getByRole('button', { name: t('sign-in.mail.submit') }).click();
    await page.getByRole('heading', { name: t('sign-in.sent.title') }).waitFor();
    // A mail that was asked for later has arrived: an earlier one would have, too.
    await askForLink((await stage.citizen()).page, platform, address);
    expect(await mailsTo(platform, nobody)).toEqual([]);
  });
});

describe('afterwards', () => {
  test('signing out ends the session on the server: the old cookie is worth nothing', async () => {
    const { page, context, api } = await stage.official('member');
    const session = await sessionOf(context);
    await signOut({ page });
    await page.getByText(t('sign-in.signedOut')).waitFor();
    expect(await sessionOf(context)).toBeUndefined();
    await context.addCookies([session!]);
    const answer = await api.query('me.get');
    expect(answer).toMatchObject({ ok: false, status: 401, error: { code: 'not_signed_in' } });
    await page.goto(`${origin}/meetings`);
    await page.waitForURL(`${origin}/sign-in**`);
  });

  test('signing in leads back to this site, whatever was asked for', async () => {
    const { page } = await stage.citizen();
    await page.goto(`${origin}/sign-in?next=${encodeURIComponent('//evil.example')}`);
    await chooseAtProvider(page, 'member');
    await page.waitForURL((url) => url.port === new URL(origin).port && !url.pathname.startsWith('/api/auth'));
    expect(new URL(page.url()).origin).toBe(origin);
  });

  test.each(elsewhere)('no form of signing in and out leads to %j', async (next) => {
    const { request } = (await stage.citizen()).context;
    const page = await (await request.get(`${origin}/sign-in?next=${encodeURIComponent(next)}`)).text();
    for (const [, returnTo = ''] of page.matchAll(/name="callbackUrl" value="([^"]*)"/g)) {
      expect(new URL(returnTo, origin).origin).toBe(origin);
    }
    for (const path of ['signout', 'signin/oidc', 'callback/email']) {
      const form = { form: { callbackUrl: next }, headers: { origin }, maxRedirects: 0 };
      const answer = await request.post(`${origin}/api/auth/${path}`, form);
      const target = new URL(answer.headers()['location'] ?? '', origin);
      expect([origin, platform.identity], `${path} leads to ${target.href}`).toContain(target.origin);
    }
  });
});

async function signOut({ page }: Pick<Person, 'page'>): Promise<void> {
  if (!page.url().startsWith(`${origin}/meetings`)) await page.goto(`${origin}/meetings`);
  await page.getByRole('button', { name: t('common.signOut') }).click();
  await page.waitForURL(`${origin}/sign-in**`);
}
