import 'server-only';
import { cookies, headers } from 'next/headers';
import type { RequestSurface } from './surface.ts';

/** In pages, server actions and route handlers of `src/app`. */
export async function surfaceOfNext(): Promise<RequestSurface> {
  const [headerStore, cookieStore] = [await headers(), await cookies()];
  return {
    header: (name) => headerStore.get(name),
    cookie: (name) => cookieStore.get(name)?.value,
    setCookie(name, value, options) {
      try {
        cookieStore.set(name, value, { ...options, httpOnly: true, sameSite: 'lax', path: '/' });
        return true;
      } catch {
        return false; // Next.js refuses it while rendering
      }
    },
  };
}
