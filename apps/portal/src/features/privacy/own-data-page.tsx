import { translator } from '@sabha/i18n/translator';
import { buttonClass } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Table } from '../../ui/table.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';

const kinds = ['account', 'sessions', 'membership', 'meetings', 'routes', 'log'] as const;

/** What is held about the reader, and how they get it (DPDP Act 2023, section 11). */
export function OwnDataPage({ frame: { locale } }: { frame: Frame }) {
  const t = translator(locale, 'privacy', 'verify');
  return (
    <div className="space-y-10">
      <PageHeader title={t('privacy.own.title')} lead={t('privacy.own.lead')} />
      <div className="flex flex-wrap items-center gap-4">
        <a href="/account/privacy/export" className={buttonClass()}>
          {t('privacy.own.export')}
        </a>
        <p className="text-sm text-muted">{t('privacy.own.exportNote')}</p>
      </div>
      <section aria-labelledby="held-title" className="space-y-4">
        <h2 id="held-title" className="text-xl">
          {t('privacy.own.held')}
        </h2>
        <Table
          caption={t('privacy.own.held')}
          columns={[t('privacy.own.what'), t('privacy.own.why'), t('privacy.own.until')]}
          rows={kinds.map((kind) => ({
            key: kind,
            cells: [
              <span key="what" className="block min-w-48">
                {t(`privacy.held.${kind}`)}
              </span>,
              <span key="why" className="block min-w-48">
                {t(`privacy.held.${kind}Why`)}
              </span>,
              <span key="until" className="block min-w-48">
                {t(`privacy.held.${kind}Until`)}
              </span>,
            ],
          }))}
        />
      </section>
      <section aria-labelledby="receipts-title" className="max-w-text space-y-4">
        <h2 id="receipts-title" className="text-xl">
          {t('privacy.own.receipts')}
        </h2>
        <p>{t('privacy.own.receiptsText')}</p>
        <div className="flex flex-wrap items-center gap-6">
          <a href="/account/privacy/receipts" className={buttonClass({ look: 'secondary' })}>
            {t('privacy.own.takeReceipts')}
          </a>
          <a href="/verify" className={linkClass}>
            {t('verify.open')}
          </a>
        </div>
      </section>
      <section aria-labelledby="erase-title" className="max-w-text space-y-3">
        <h2 id="erase-title" className="text-xl">
          {t('privacy.own.erase')}
        </h2>
        <p>{t('privacy.own.eraseText')}</p>
      </section>
    </div>
  );
}
