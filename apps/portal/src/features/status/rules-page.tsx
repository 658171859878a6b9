import type { RulesView } from '@sabha/domain/rules/contract';
import type { RuleId, RuleState, RuleVerdict, RuleWhy } from '@sabha/domain/rules/rules';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Table } from '../../ui/table.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { timeZone } from '../site/time-zone.ts';

const tones: Readonly<Record<RuleState, TagTone>> = { green: 'good', red: 'bad', unknown: 'warn' };

/** Where a rule comes from, for whoever wants to read it. */
const sources: Readonly<Record<RuleId, string>> = {
  clock_followed: 'CERT-In 28.04.2022 (i)',
  clock_right: 'CERT-In 28.04.2022 (i)',
  logs_in_country: 'CERT-In 28.04.2022 (iv)',
  logs_kept: 'CERT-In 28.04.2022 (iv)',
  values_erased: 'DPDP Rules 2025',
  incidents_reported: 'CERT-In 28.04.2022 (ii)',
  log_signed: 'docs/audit-log.md',
  log_witnessed: 'docs/audit-log.md',
  log_unchangeable: 'docs/audit-log.md',
  policy_kept: 'docs/residency.md',
  served_encrypted: 'SECURITY.md',
};

/** For administrators. The API has asked who reads it. */
export function RulesPage({ frame: { locale }, view }: { frame: Frame; view: RulesView }) {
  const t = translator(locale, 'rules', 'status');
  const count = (state: RuleState) => view.rules.filter((one) => one.state === state).length;
  const [red, unknown, all] = [count('red'), count('unknown'), view.rules.length];
  const readAt = t('rules.readAt', { time: formatDateTime(new Date(view.readAt), { locale, timeZone }) });
  return (
    <div className="space-y-10">
      <div>
        <PageHeader title={t('rules.title')} lead={t('rules.lead')} />
        <a href="/status" className={linkClass}>
          {t('status.toStatus')}
        </a>
      </div>
      {red + unknown === 0 ? (
        <Banner tone="good" title={t('rules.allGreen', { count: all })}>
          {readAt}
        </Banner>
      ) : (
        <Banner tone={red > 0 ? 'bad' : 'warn'} title={t('rules.notGreen', { red, unknown, count: all })}>
          {readAt}
        </Banner>
      )}
      <Table
        caption={t('rules.title')}
        columns={[t('rules.rule'), t('rules.state'), t('rules.why'), t('rules.source')]}
        rows={view.rules.map((verdict) => ({
          key: verdict.rule,
          cells: [
            <span key="name" className="block min-w-48">
              {t(`rules.name.${verdict.rule}`)}
            </span>,
            <Tag key="state" tone={tones[verdict.state]}>
              {t(`rules.state.${verdict.state}`)}
            </Tag>,
            <span key="why" className="block min-w-64">
              {whyText(verdict, locale)}
            </span>,
            <span key="source" className="text-sm whitespace-nowrap text-muted">
              {sources[verdict.rule]}
            </span>,
          ],
        }))}
      />
      <Clocks locale={locale} clocks={view.clocks} />
    </div>
  );
}

type WhyKey = { [R in RuleId]: `rules.why.${R}.${RuleWhy[R]}` }[RuleId];

/** Every placeholder that a sentence may have; a rule gives those of its own. */
const nothing = {
  hosts: '',
  offset: '',
  database: '',
  sites: '',
  entries: '',
  size: '',
  witnesses: '',
  version: '',
  kinds: '',
  incidents: '',
  url: '',
};

function whyText({ rule, why, values }: RuleVerdict, locale: Locale): string {
  return translator(locale, 'rules')(`rules.why.${rule}.${why}` as WhyKey, { ...nothing, ...values });
}

function Clocks({ locale, clocks }: { locale: Locale; clocks: RulesView['clocks'] }) {
  const t = translator(locale, 'rules');
  const ms = (value: number) => t('rules.clocks.ms', { ms: String(value) });
  const silent = t('rules.clocks.silent');
  return (
    <section aria-labelledby="clocks-title" className="space-y-4">
      <h2 id="clocks-title" className="text-xl">
        {t('rules.clocks')}
      </h2>
      {clocks === null ? (
        <p>{t('rules.clocks.none')}</p>
      ) : (
        <>
          <p className="text-muted">
            {t('rules.clocks.lookedAt', { time: formatDateTime(new Date(clocks.lookedAt), { locale, timeZone }) })}
          </p>
          {clocks.sources.length === 0 && <p>{t('rules.clocks.noSource')}</p>}
          <Table
            caption={t('rules.clocks')}
            columns={[t('rules.clocks.source'), t('rules.clocks.offset'), t('rules.clocks.delay'), t('rules.clocks.stratum')]}
            rows={[
              ...clocks.sources.map(({ host, answer }) => ({
                key: host,
                cells: [
                  <code key="host">{host}</code>,
                  answer ? ms(answer.offsetMs) : silent,
                  answer ? ms(answer.delayMs) : '',
                  answer?.stratum ?? '',
                ],
              })),
              { key: 'database', cells: [t('rules.clocks.database'), ms(clocks.databaseOffsetMs), '', ''] },
            ]}
          />
        </>
      )}
    </section>
  );
}
