import { translator } from '@sabha/i18n/translator';
import type { APIResponse, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { mailsTo, mailTo } from './mailbox.ts';
import type { Platform } from './platform.ts';

const t = translator('en', 'sign-in');

/** The demo ministry's people, by role; `outsider` administers another ministry, `stranger` belongs to none. */
export const people = {
  administrator: 'Asha Verma',
  scheduler: 'Rahul Nair',
  host: 'Meera Iyer',
  member: 'Imran Qureshi',
  outsider: 'Lakshmi Rao',
  stranger: 'Vikram Singh',
} as const;
export type DemoPerson = keyof typeof people;

/** All the way through the identity provider, as a person does it. Needs the page in English. */
export async function signIn(page: Page, platform: Platform, who: DemoPerson): Promise<void> {
  await page.goto(`${platform.origin}/sign-in?next=/meetings`);
  await chooseAtProvider(page, who);
  await page.waitForURL(`${platform.origin}/meetings**`);
}

/** From the sign-in page to wherever the portal leads after the identity provider's word. */
export async function chooseAtProvider(page: Page, who: DemoPerson): Promise<void> {
  await page.locator('form[action="/api/auth/signin/oidc"] button').click();
  await page.getByRole('button', { name: new RegExp(`^${people[who]}`) }).click();
}

/** Asks for a link by mail and answers with it. Needs the page in English, and an address that has an account. */
export async function askForLink(page: Page, platform: Platform, address: string): Promise<string> {
  const known = new Set((await mailsTo(platform, address)).map(({ id }) => id));
  await page.goto(`${platform.origin}/sign-in`);
  await page.getByLabel(t('sign-in.mail.address')).fill(address);
  await page.getByRole('button', { name: t('sign-in.mail.submit') }).click();
  await page.getByRole('heading', { name: t('sign-in.sent.title') }).waitFor();
  await expect
    .poll(async () => (await mailsTo(platform, address)).some(({ id }) => !known.has(id)), {
      message: 'the mail',
      timeout: 20_000,
    })
    .toBe(true);
  const mail = await mailTo(platform, address, '/sign-in/confirm');
  const link = /https?:\/\/\S+\/sign-in\/confirm\S*/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error('the mail holds no link');
  return link;
}

/** Uses the link up. */
export async function followLink(page: Page, { origin }: Platform, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: t('sign-in.confirm.submit') }).click();
  await page.waitForURL(`${origin}/meetings**`);
}

/** The first step of signing in, as the form sends it: answers with the way to the identity provider. */
export async function askProvider(context: BrowserContext, { origin }: Platform, next = '/meetings'): Promise<URL> {
  const url = `${origin}/api/auth/signin/oidc`;
  return placeIn(await context.request.post(url, { form: { callbackUrl: next }, headers: { origin }, maxRedirects: 0 }), origin);
}

/** Walks to the provider's word, by hand and with this profile's cookies, and stops in front of the portal's callback. */
export async function callbackOf(context: BrowserContext, platform: Platform, subject: string): Promise<URL> {
  const { origin, identity } = platform;
  const follow = async (url: URL) => placeIn(await context.request.get(url.href, { maxRedirects: 0 }), identity);
  const interaction = await follow(await askProvider(context, platform));
  const chosen = await context.request.post(interaction.href, { form: { account: subject }, maxRedirects: 0 });
  const callback = await follow(placeIn(chosen, identity));
  if (callback.origin !== origin) throw new Error(`expected the portal's callback, got ${callback.href}`);
  return callback;
}

function placeIn(answer: APIResponse, base: string): URL {
  const { location } = answer.headers();
  if (location === undefined) throw new Error(`${answer.url()} answered ${answer.status()} and leads nowhere`);
  return new URL(location, base);
}
