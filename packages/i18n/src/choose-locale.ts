import { defaultLocale, isLocale, type Locale } from './locales.ts';

/** A browser sends a handful of ranges; the limit keeps a forged header cheap. */
const MAX_HEADER = 512;

/**
 * The language of a request: the person's own choice (cookie) first, then Accept-Language by quality value
 * (RFC 9110 section 12.5.4, matched by lookup as in RFC 4647 section 3.4: `hi-IN` finds `hi`), else English.
 */
export function chooseLocale(from: { cookie?: string | null | undefined; acceptLanguage?: string | null | undefined }): Locale {
  if (isLocale(from.cookie)) return from.cookie;
  const refused = new Set<Locale>();
  let best: { locale: Locale; quality: number } | undefined;
  for (const { range, quality } of parseRanges(from.acceptLanguage ?? '')) {
    const locale = range === '*' ? defaultLocale : lookUp(range);
    if (locale === undefined) continue;
    if (quality === 0) {
      if (range !== '*') refused.add(locale);
    } else if (!refused.has(locale) && (best === undefined || quality > best.quality)) best = { locale, quality };
  }
  return best?.locale ?? defaultLocale;
}

/** weight = ";" "q=" ( "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3("0") ] ); whatever does not fit is passed over. */
const RANGE = /^(?<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(?<quality>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

function parseRanges(header: string): { range: string; quality: number }[] {
  const ranges = [];
  for (const item of header.slice(0, MAX_HEADER).split(',')) {
    const { range, quality } = RANGE.exec(item.trim())?.groups ?? {};
    if (range !== undefined) ranges.push({ range: range.toLowerCase(), quality: Number(quality ?? 1) });
  }
  // Named ranges before the wildcard, so that a refusal by name is known when `*` is looked at.
  return ranges.sort((a, b) => Number(a.range === '*') - Number(b.range === '*'));
}

function lookUp(range: string): Locale | undefined {
  for (let tag = range; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) if (isLocale(tag)) return tag;
  return undefined;
}
