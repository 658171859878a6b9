import { isLocale, LOCALE_COOKIE } from '@sabha/i18n/locales';
import { preferenceCookie, returnPath, seeOther } from '../../request/return-path.ts';

/** The language switch: a plain form. An unknown language changes nothing. */
export async function POST(request: Request): Promise<Response> {
  const locale = (await request.formData().catch(() => null))?.get('locale');
  return seeOther(returnPath(request.headers), isLocale(locale) ? [preferenceCookie(LOCALE_COOKIE, locale)] : []);
}
