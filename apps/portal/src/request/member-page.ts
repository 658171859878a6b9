import 'server-only';
import type { MeView } from '@sabha/domain/organisation/contract';
import type { ErrorEvidence } from '@sabha/domain/errors';
import { LOCALE_COOKIE } from '@sabha/i18n/locales';
import { chooseLocale } from '@sabha/i18n/choose-locale';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { Frame } from '../features/site/frame.ts';
import type { Refusal } from '../features/site/refusal-summary.tsx';
import { THEME_COOKIE, themeOf } from '../features/site/theme.ts';
import { sabhaErrorOf } from '../trpc/sabha-error.ts';
import { requestContext, serverApi } from '../trpc/server.ts';

/** Language and appearance of the request that is being answered, in `src/app`. */
export const preferences = cache(async (): Promise<Pick<Frame, 'locale' | 'theme'>> => {
  const [cookieStore, headerStore] = [await cookies(), await headers()];
  return {
    locale: chooseLocale({ cookie: cookieStore.get(LOCALE_COOKIE)?.value, acceptLanguage: headerStore.get('accept-language') }),
    theme: themeOf(cookieStore.get(THEME_COOKIE)?.value),
  };
});

/** Who reads a signed-in page; whoever is not signed in is sent to sign in and back to `path`. */
export async function memberPage(path: string): Promise<Readonly<{ frame: Frame; me: MeView }>> {
  const { actor } = await requestContext();
  if (actor.kind !== 'member') redirect(signInAndBackTo(path));
  const me = await (await serverApi()).me.get();
  const mayAdminister = me.memberships.some(({ role }) => role === 'administrator');
  return { frame: { ...(await preferences()), viewer: { name: me.name, mayAdminister } }, me };
}

export const signInAndBackTo = (path: string): string => `/sign-in?next=${encodeURIComponent(path)}`;

export type Attempt<T> = Readonly<{ ok: true; value: T } | { ok: false; refusal: Refusal; evidence: ErrorEvidence }>;

/**
 * Runs a use case and keeps its refusal as a value. What is not found is the not-found page; what is not ours to explain
 * is `internal`, which the API has logged under the same id. With `keepsNotFound` that is a refusal like others: of a form, not a page.
 */
export async function attempt<T>(run: () => Promise<T>, { keepsNotFound = false } = {}): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    const { requestId } = await requestContext();
    const known = sabhaErrorOf(error);
    if (known?.code === 'not_found' && !keepsNotFound) notFound();
    return { ok: false, refusal: { code: known?.code ?? 'internal', id: requestId }, evidence: known?.evidence ?? {} };
  }
}
