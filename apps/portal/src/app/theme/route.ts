import { isTheme, THEME_COOKIE } from '../../features/site/theme.ts';
import { preferenceCookie, returnPath, seeOther } from '../../request/return-path.ts';

/** The switch between light, dark and the device's own setting: a plain form. */
export async function POST(request: Request): Promise<Response> {
  const theme = (await request.formData().catch(() => null))?.get('theme');
  return seeOther(returnPath(request.headers), isTheme(theme) ? [preferenceCookie(THEME_COOKIE, theme)] : []);
}
