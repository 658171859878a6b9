import type { IdleReason, NodeStanding, StrangerReason } from '@sabha/domain/residency/fence';
import { formatDuration } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { localeDetails } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

/** Those of the fence, and what an alarm about the whole cluster gives as its reason. */
const reasons = {
  no_address: true,
  address_outside: true,
  sites_differ: true,
  no_media_at_site: true,
  region_differs: true,
  stale: true,
  draining: true,
  state_unknown: true,
  load_unknown: true,
  overloaded: true,
  no_node: true,
  unreadable: true,
} as const satisfies Readonly<Record<StrangerReason | IdleReason | 'no_node' | 'unreadable', true>>;
const standings = { open: true, idle: true, stranger: true } as const satisfies Record<NodeStanding['standing'], true>;

/** A word of a version that this one does not know is shown as it is. */
export function reasonText(reason: string, locale: Locale): string {
  const t = translator(locale, 'status');
  return isKey(reasons, reason) ? t(`status.reason.${reason}`) : reason;
}

export function standingText(standing: string, locale: Locale): string {
  const t = translator(locale, 'status');
  return isKey(standings, standing) ? t(`status.nodes.standing.${standing}`) : standing;
}

/** "7 seconds ago", "3 hours 5 minutes ago" */
export function ageText(seconds: number, locale: Locale): string {
  const short = new Intl.NumberFormat(localeDetails[locale].intl, { style: 'unit', unit: 'second', unitDisplay: 'long' });
  const age = seconds < 120 ? short.format(seconds) : formatDuration(Math.floor(seconds / 60), locale);
  return translator(locale, 'status')('status.nodes.age', { age });
}

const isKey = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);
