import type { DeadlineView, IncidentView } from '@sabha/domain/incident/contract';
import { formatDateTime, formatDuration } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Card } from '../../ui/card.tsx';
import { timeZone } from '../site/time-zone.ts';

export const timeOf = (time: string, locale: Locale): string => formatDateTime(new Date(time), { locale, timeZone });

/** What is left, or how late it is, in words: counted when the page was made, so that no script is needed. */
export function deadlineText(
  { by, metAt, isLate }: DeadlineView,
  { readAt, locale }: { readAt: string; locale: Locale },
): string {
  const t = translator(locale, 'incident');
  if (metAt !== null) return t(isLate ? 'incident.clock.metLate' : 'incident.clock.met', { time: timeOf(metAt, locale) });
  const minutes = Math.floor(Math.abs(Date.parse(by) - Date.parse(readAt)) / 60_000);
  return t(isLate ? 'incident.clock.over' : 'incident.clock.left', { duration: formatDuration(minutes, locale) });
}

export const deadlineColours = { good: 'text-good', warn: 'text-warn', bad: 'text-bad' } as const;

/** The words carry the meaning, the colour only helps. */
export function deadlineTone({ metAt, isLate }: DeadlineView): keyof typeof deadlineColours {
  if (isLate) return 'bad';
  return metAt === null ? 'warn' : 'good';
}

export function Deadlines({ incident, locale }: { incident: IncidentView; locale: Locale }) {
  const t = translator(locale, 'incident');
  const { report, board, readAt } = incident;
  return (
    <section aria-labelledby="clock-title" className="space-y-4">
      <h2 id="clock-title" className="text-xl">
        {t('incident.clock.title')}
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {([['report', report] as const, ...(board ? [['board', board] as const] : [])] as const).map(([what, deadline]) => (
          <Card as="li" key={what} className="space-y-2">
            <p className="font-semibold">{t(`incident.clock.${what}`)}</p>
            <p className={`text-lg font-semibold ${deadlineColours[deadlineTone(deadline)]}`}>
              {deadlineText(deadline, { readAt, locale })}
            </p>
            <p className="text-muted">{t('incident.clock.by', { time: timeOf(deadline.by, locale) })}</p>
          </Card>
        ))}
      </ul>
      <p className="text-sm text-muted">{t('incident.clock.asOf', { time: timeOf(readAt, locale) })}</p>
    </section>
  );
}
