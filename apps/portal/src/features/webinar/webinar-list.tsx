import type { ListedWebinar } from '@sabha/domain/meeting/contract';
import type { Locale } from '@sabha/i18n/locales';
import { formatRange } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import Presentation from 'lucide-react/icons/presentation';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tag } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';

type WebinarListProps = { locale: Locale; webinars: readonly ListedWebinar[]; headingLevel?: 2 | 3 };

export function WebinarList({ locale, webinars, headingLevel = 3 }: WebinarListProps) {
  const t = translator(locale, 'webinar');
  if (webinars.length === 0) return <EmptyState icon={<Presentation size={28} />} title={t('webinar.none')} />;
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {webinars.map((webinar) => (
        <li key={webinar.joinCode} className="grid gap-1 p-5 sm:grid-cols-[1fr_auto] sm:items-center sm:gap-6">
          <div className="min-w-0 space-y-1">
            <Heading className="text-lg">
              <a href={`/w/${webinar.joinCode}`} className={linkClass}>
                {webinar.title}
              </a>
            </Heading>
            <p className="text-muted">{whoseWebinar(webinar, locale)}</p>
          </div>
          <div className="flex flex-wrap items-center gap-3 sm:flex-col sm:items-end sm:gap-1">
            {webinar.status === 'live' && <Tag tone="good">{t('webinar.status.live')}</Tag>}
            <p className="font-semibold sm:text-right">{whenWebinar(webinar, locale)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** "Ministry of …, Department of …" in the reader's language. */
export function whoseWebinar(webinar: ListedWebinar, locale: Locale): string {
  return [ministryOf(webinar, locale), locale === 'hi' ? webinar.departmentNameHi : webinar.departmentName].join(', ');
}

export function ministryOf(webinar: ListedWebinar, locale: Locale): string {
  return locale === 'hi' ? webinar.ministryNameHi : webinar.ministryName;
}

export function whenWebinar(webinar: ListedWebinar, locale: Locale): string {
  const from = new Date(webinar.startsAt);
  const to = new Date(from.getTime() + webinar.durationMinutes * 60_000);
  return formatRange(from, to, { locale, timeZone: webinar.timeZone });
}
