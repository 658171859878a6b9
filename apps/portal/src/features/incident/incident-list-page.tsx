import type { IncidentSummary } from '@sabha/domain/incident/contract';
import { translator } from '@sabha/i18n/translator';
import Siren from 'lucide-react/icons/siren';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Ministry } from '../organisation/administered.ts';
import type { Frame } from '../site/frame.ts';
import { deadlineColours, deadlineTone, timeOf } from './deadlines.tsx';
import { stateTones } from './state-tones.ts';

type ListProps = {
  frame: Frame;
  ministry: Ministry;
  ministries: readonly Ministry[];
  incidents: readonly IncidentSummary[];
};

export function IncidentListPage({ frame: { locale }, ministry, ministries, incidents }: ListProps) {
  const t = translator(locale, 'incident', 'organisation');
  const nameIn = ({ name, nameHi }: Ministry) => (locale === 'hi' ? nameHi : name);
  return (
    <>
      <PageHeader
        title={t('incident.title')}
        lead={t('incident.lead', { ministry: nameIn(ministry) })}
        actions={
          <a href={`/incidents/new?ministry=${ministry.ministryId}`} className={buttonClass()}>
            {t('incident.new.title')}
          </a>
        }
      />
      <div className="space-y-8">
        {ministries.length > 1 && (
          <LinkTabs
            label={t('organisation.ministries')}
            tabs={ministries.map((one) => ({
              href: `/incidents?ministry=${one.ministryId}`,
              label: nameIn(one),
              current: one.ministryId === ministry.ministryId,
            }))}
          />
        )}
        {incidents.length === 0 ? (
          <EmptyState icon={<Siren size={28} />} title={t('incident.none')}>
            <p>{t('incident.noneText')}</p>
          </EmptyState>
        ) : (
          <Table
            caption={t('incident.listTitle')}
            columns={[
              t('incident.field.type'),
              t('incident.state'),
              t('incident.field.noticedAt'),
              t('incident.clock.report'),
              t('incident.clock.board'),
            ]}
            rows={incidents.map((incident) => ({ key: incident.incidentId, cells: cellsOf(incident, locale) }))}
          />
        )}
      </div>
    </>
  );
}

function cellsOf({ incidentId, type, state, noticedAt, report, board }: IncidentSummary, locale: Frame['locale']) {
  const t = translator(locale, 'incident');
  const by = (deadline: typeof report) => (
    <span key="by" className={`block min-w-40 font-semibold ${deadlineColours[deadlineTone(deadline)]}`}>
      {t('incident.clock.by', { time: timeOf(deadline.by, locale) })}
    </span>
  );
  return [
    <a key="type" href={`/incidents/${incidentId}`} className={`${linkClass} block min-w-48`}>
      {t(`incident.type.${type}`)}
    </a>,
    <Tag key="state" tone={stateTones[state]}>
      {t(`incident.state.${state}`)}
    </Tag>,
    <span key="noticed" className="block min-w-40">
      {timeOf(noticedAt, locale)}
    </span>,
    by(report),
    board ? by(board) : null,
  ];
}
