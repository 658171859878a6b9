import type { InventoryRow, InventoryView } from '@sabha/domain/residency/status-contract';
import { formatDate } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { DescriptionList } from '../../ui/description-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';
import { timeZone } from '../site/time-zone.ts';
import { nameOf, placeOf } from './site-names.ts';

export type InventoryProps = { frame: Frame; inventory: InventoryView };

/** The policy in force as anybody may read it. What the policy itself writes is in its own language, English. */
export function InventoryPage({ frame, inventory }: InventoryProps) {
  const { locale } = frame;
  const t = translator(locale, 'status');
  return (
    <SiteShell frame={frame} section="none">
      <PageTitle frame={frame} title={t('status.inventory.title')} description={t('status.inventory.lead')} />
      <PageHeader title={t('status.inventory.title')} lead={t('status.inventory.lead')} />
      <p className="pb-8">
        <a href="/status" className={linkClass}>
          {t('status.toStatus')}
        </a>
      </p>
      <div className="space-y-12">
        <section aria-labelledby="policy-title" className="space-y-4">
          <h2 id="policy-title" className="text-xl">
            {t('status.inventory.policy')}
          </h2>
          <PolicyFacts locale={locale} inventory={inventory} />
          <p className="max-w-text text-muted">{t('status.inventory.check')}</p>
        </section>
        <section aria-labelledby="places-title" className="space-y-4">
          <h2 id="places-title" className="text-xl">
            {t('status.inventory.places')}
          </h2>
          <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
            {inventory.functions.map(({ function: name, rows }) => (
              <div key={name} className="gap-8 p-4 sm:px-5 md:grid md:grid-cols-[18rem_1fr]">
                <dt className="pb-3 font-semibold md:pb-0">{t(`status.function.${name}`)}</dt>
                <dd className="min-w-0 space-y-4">
                  {rows.map((row) => (
                    <Place key={row.siteId} locale={locale} row={row} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="operators-title" className="space-y-4">
          <h2 id="operators-title" className="text-xl">
            {t('status.inventory.operators')}
          </h2>
          <DescriptionList
            items={inventory.sites.map((site) => ({
              term: nameOf(site, locale),
              value: (
                <>
                  <p>{placeOf(site, locale)}</p>
                  <p lang="en">{site.operator}</p>
                  <Evidence locale={locale} evidence={site.evidence} what={site.operator} site={nameOf(site, locale)} />
                </>
              ),
            }))}
          />
        </section>
      </div>
    </SiteShell>
  );
}

function PolicyFacts({ locale, inventory }: { locale: Locale; inventory: InventoryView }) {
  const t = translator(locale, 'status');
  const { version, issued, hash, signers } = inventory;
  return (
    <DescriptionList
      items={[
        { term: t('status.inventory.version'), value: version },
        { term: t('status.inventory.issued'), value: formatDate(new Date(issued), { locale, timeZone }) },
        { term: t('status.inventory.hash'), value: <code className="font-mono break-all">{hash}</code> },
        {
          term: t('status.inventory.signers'),
          value: signers.map((key) => (
            <code key={key} className="block font-mono break-all">
              {key}
            </code>
          )),
        },
      ]}
    />
  );
}

function Place({ locale, row }: { locale: Locale; row: InventoryRow }) {
  const t = translator(locale, 'status');
  const { what, evidence } = row.occupant;
  return (
    <div>
      <p lang="en">{what}</p>
      <p className="text-muted">
        {nameOf(row, locale)} ({placeOf(row, locale)})
      </p>
      <p className="text-muted">{t('status.inventory.operator', { name: row.operator })}</p>
      <Evidence locale={locale} evidence={evidence} what={what} site={nameOf(row, locale)} />
    </div>
  );
}

/** A page, or a file of this repository: that one is no address that a browser could open. */
function Evidence({ locale, evidence, ...of }: { locale: Locale; evidence: string; what: string; site: string }) {
  const t = translator(locale, 'status');
  if (!evidence.startsWith('https://')) {
    return <p className="break-words text-muted">{t('status.inventory.evidenceIn', { file: evidence })}</p>;
  }
  return (
    <a href={evidence} className={linkClass} aria-label={t('status.inventory.evidenceOf', of)} rel="noreferrer">
      {t('status.inventory.evidence')}
    </a>
  );
}
