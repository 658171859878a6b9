import { HISTORY_DAYS, type NodesView } from '@sabha/domain/residency/status-contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import { localeDetails, type Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Table } from '../../ui/table.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { timeZone } from '../site/time-zone.ts';
import { ageText, reasonText, standingText } from './node-texts.ts';
import { nameIn } from './site-names.ts';

type Props = { locale: Locale; view: NodesView };

const tones: Readonly<Record<string, TagTone>> = { open: 'good', idle: 'warn', stranger: 'bad' };

export function NodeTable({ locale, view: { nodes, sites } }: Props) {
  const t = translator(locale, 'status');
  if (nodes.length === 0) return <p>{t('status.nodes.none', { days: HISTORY_DAYS })}</p>;
  const percent = new Intl.NumberFormat(localeDetails[locale].intl, { style: 'percent' });
  const unknown = t('status.sites.notKnown');
  return (
    <Table
      caption={t('status.nodes.title')}
      columns={[
        t('status.nodes.node'),
        t('status.sites.site'),
        t('status.nodes.standing'),
        t('status.nodes.load'),
        t('status.nodes.rooms'),
        t('status.nodes.clients'),
        t('status.nodes.heartbeat'),
        t('status.nodes.region'),
        t('status.nodes.addresses'),
      ]}
      rows={nodes.map((node) => ({
        key: node.nodeId,
        cells: [
          <code key="id">{node.nodeId}</code>,
          node.siteId === null ? unknown : nameIn(sites, node.siteId, locale),
          <StandingCell key="standing" locale={locale} standing={node.standing} reason={node.reason} />,
          node.load === null ? unknown : percent.format(node.load),
          node.rooms ?? unknown,
          node.clients ?? unknown,
          <span key="age" className="whitespace-nowrap">
            {ageText(node.heartbeatAge, locale)}
          </span>,
          node.region ?? unknown,
          node.addresses.join(', '),
        ],
      }))}
    />
  );
}

export function AlarmTable({ locale, view: { alarms, sites } }: Props) {
  const t = translator(locale, 'status');
  if (alarms.length === 0) return <p>{t('status.alarms.none')}</p>;
  return (
    <Table
      caption={t('status.alarms.title')}
      columns={[
        t('status.alarms.raised'),
        t('status.alarms.kind'),
        t('status.sites.site'),
        t('status.nodes.node'),
        t('status.alarms.cleared'),
      ]}
      rows={alarms.map((alarm, index) => ({
        key: `${index}`,
        cells: [
          formatDateTime(new Date(alarm.raisedAt), { locale, timeZone }),
          <div key="kind" className="min-w-64">
            <p>{t(`status.alarm.${alarm.kind}`)}</p>
            {alarm.reason !== null && <p className="text-sm text-muted">{reasonText(alarm.reason, locale)}</p>}
          </div>,
          alarm.siteId === null ? '' : nameIn(sites, alarm.siteId, locale),
          alarm.nodeId === null ? '' : <code key="id">{alarm.nodeId}</code>,
          alarm.clearedAt === null ? (
            <Tag key="lasts" tone="bad">
              {t('status.history.lasts')}
            </Tag>
          ) : (
            formatDateTime(new Date(alarm.clearedAt), { locale, timeZone })
          ),
        ],
      }))}
    />
  );
}

export function ChangeTable({ locale, view: { changes, sites } }: Props) {
  const t = translator(locale, 'status');
  if (changes.length === 0) return <p>{t('status.changes.none')}</p>;
  return (
    <Table
      caption={t('status.changes.title', { days: HISTORY_DAYS })}
      columns={[t('status.changes.when'), t('status.nodes.node'), t('status.sites.site'), t('status.nodes.standing')]}
      rows={changes.map(({ at, nodeId, siteId, standing, reason }, index) => ({
        key: `${index}`,
        cells: [
          formatDateTime(new Date(at), { locale, timeZone }),
          <code key="id">{nodeId}</code>,
          siteId === null ? '' : nameIn(sites, siteId, locale),
          <StandingCell key="standing" locale={locale} standing={standing} reason={reason} />,
        ],
      }))}
    />
  );
}

function StandingCell({ locale, standing, reason }: { locale: Locale; standing: string; reason: string | null }) {
  return (
    <>
      <Tag tone={tones[standing] ?? 'neutral'}>{standingText(standing, locale)}</Tag>
      {reason !== null && <span className="mt-1 block text-sm whitespace-nowrap text-muted">{reasonText(reason, locale)}</span>}
    </>
  );
}
