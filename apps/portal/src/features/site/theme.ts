export const themes = ['device', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const THEME_COOKIE = 'sabha-theme';

export function isTheme(text: unknown): text is Theme {
  return (themes as readonly unknown[]).includes(text);
}

/** Whatever is not a theme is the device's own setting. */
export function themeOf(cookie: string | undefined): Theme {
  return isTheme(cookie) ? cookie : 'device';
}
