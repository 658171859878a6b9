import type { Context } from '@sabha/api/core/context';
import { chooseLocale } from '@sabha/i18n/choose-locale';
import { LOCALE_COOKIE } from '@sabha/i18n/locales';
import { currentActor } from '../auth/current-actor.ts';
import { ADDRESS_HEADER, REQUEST_ID_HEADER } from '../request/internal-headers.ts';
import { portalEnv } from '../env.ts';
import { portalServices } from './services.ts';
import type { RequestSurface } from './surface.ts';

/** A browser forgets what it showed at a door when the longest meeting is over. */
const GUEST_SECONDS = 24 * 60 * 60;

/** The request as the use cases know it: who acts, from where, in which language, and with which secrets. */
export async function createContext(surface: RequestSurface): Promise<Context> {
  const secure = portalEnv().PUBLIC_URL.startsWith('https:');
  const services = await portalServices();
  return {
    services,
    actor: await currentActor(services, surface),
    requestId: surface.header(REQUEST_ID_HEADER) ?? crypto.randomUUID(),
    address: surface.header(ADDRESS_HEADER) ?? '',
    locale: chooseLocale({ cookie: surface.cookie(LOCALE_COOKIE), acceptLanguage: surface.header('accept-language') }),
    guestSecret: (joinCode) => surface.cookie(guestCookie(joinCode, secure)),
    setGuestSecret(joinCode, secret) {
      if (surface.setCookie(guestCookie(joinCode, secure), secret, { maxAge: GUEST_SECONDS, secure })) return;
      throw new Error('a page that is being rendered can hand out no secret: use a route or an action');
    },
  };
}

/** One cookie per meeting, so that two tabs at two doors do not take each other's place. */
const guestCookie = (joinCode: string, secure: boolean) => `${secure ? '__Host-' : ''}sabha-guest-${joinCode}`;
