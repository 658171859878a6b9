import type { APIResponse, BrowserContext, Page } from 'playwright-core';
import type { Platform } from './platform.ts';

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
