/**
 * Whether our own page sent this, and no other site in the person's name. Browsers set both headers and let no script touch
 * them; who sends neither is no browser of this decade, and could carry no cookie that was not given to it.
 */
export function isSameOrigin(header: (name: string) => string | null, publicUrl: string): boolean {
  const site = header('sec-fetch-site');
  return site === null ? header('origin') === publicUrl : site === 'same-origin';
}
