import { HISTORY_DAYS, type NodesView } from '@sabha/domain/residency/status-contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { timeZone } from '../site/time-zone.ts';
import { AlarmTable, ChangeTable, NodeTable } from './node-tables.tsx';

/** For administrators. The API has asked who reads it. */
export function NodesPage({ frame, view }: { frame: Frame; view: NodesView }) {
  const t = translator(frame.locale, 'status');
  return (
    <div className="space-y-10">
      <div>
        <PageHeader title={t('status.nodes.title')} lead={t('status.nodes.lead')} />
        <a href="/status" className={linkClass}>
          {t('status.toStatus')}
        </a>
      </div>
      <Watch frame={frame} view={view} />
      <NodeTable locale={frame.locale} view={view} />
      <section aria-labelledby="alarms-title" className="space-y-4">
        <h2 id="alarms-title" className="text-xl">
          {t('status.alarms.title')}
        </h2>
        <AlarmTable locale={frame.locale} view={view} />
      </section>
      <section aria-labelledby="changes-title" className="space-y-4">
        <h2 id="changes-title" className="text-xl">
          {t('status.changes.title', { days: HISTORY_DAYS })}
        </h2>
        <ChangeTable locale={frame.locale} view={view} />
      </section>
    </div>
  );
}

function Watch({ frame, view: { lookedAt, readAt, isWatched } }: { frame: Frame; view: NodesView }) {
  const { locale } = frame;
  const t = translator(locale, 'status');
  const now = formatDateTime(new Date(readAt), { locale, timeZone });
  if (lookedAt === null)
    return (
      <Banner tone="warn" title={t('status.now.unknown')}>
        {t('status.now.neverLooked')}
      </Banner>
    );
  if (!isWatched) {
    const time = formatDateTime(new Date(lookedAt), { locale, timeZone });
    return (
      <Banner tone="warn" title={t('status.now.unknown')}>
        {t('status.now.silentSince', { time })}
      </Banner>
    );
  }
  const seconds = Math.max(0, Math.round((Date.parse(readAt) - Date.parse(lookedAt)) / 1000));
  return (
    <Banner tone="good" title={t('status.nodes.watched', { seconds })}>
      {t('status.readAt', { time: now })}
    </Banner>
  );
}
