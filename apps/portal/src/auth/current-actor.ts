import type { Services } from '@sabha/api/core/services';
import { actorOf, isDueToSlide, prolongSession, readSession } from '@sabha/api/sign-in/session';
import { SESSION_SECONDS } from '@sabha/api/sign-in/token';
import type { Actor } from '@sabha/domain/actor';
import { portalEnv } from '../env.ts';
import type { RequestSurface } from '../trpc/surface.ts';
import { sessionCookie } from './cookies.ts';

/** Who asks, with the roles the database gives them now. A used session slides where the answer can still carry its cookie. */
export async function currentActor(services: Services, surface: RequestSurface): Promise<Actor> {
  const secure = portalEnv().PUBLIC_URL.startsWith('https:');
  const name = sessionCookie(secure);
  const token = surface.cookie(name);
  const signedIn = await readSession(services, token);
  if (token !== undefined && signedIn && isDueToSlide(signedIn.expiresAt, services.clock())) {
    if (surface.setCookie(name, token, { maxAge: SESSION_SECONDS, secure })) await prolongSession(services, token);
  }
  return actorOf(signedIn);
}
