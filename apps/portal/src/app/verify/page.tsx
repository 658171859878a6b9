import { pick } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { Metadata } from 'next';
import { SiteShell } from '../../features/site/site-shell.tsx';
import { VerifyForm } from '../../features/verify/verify-form.tsx';
import { preferences } from '../../request/member-page.ts';
import { portalServices } from '../../trpc/services.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).locale, 'verify')('verify.title') };
}

const command = "npx sabha-audit verify proof.json --key '<key>'";

/** For anybody who was handed a proof: no account, and nothing is sent. */
export default async function Verify() {
  const frame = { ...(await preferences()), viewer: null };
  const { locale } = frame;
  const t = translator(locale, 'verify');
  const { settings } = await portalServices();
  return (
    <SiteShell frame={frame} section="none">
      <PageHeader title={t('verify.title')} lead={t('verify.lead')} />
      <div className="space-y-8">
        <p className="max-w-text">{t('verify.stays')}</p>
        <noscript>
          <p className="max-w-text font-semibold">{t('verify.noScript')}</p>
        </noscript>
        <VerifyForm
          locale={locale}
          messages={pick(locale, 'verify', 'records')}
          logKeys={settings.auditVerifiers.map((key) => `${key}\n`).join('')}
        />
        <section aria-labelledby="elsewhere-title" className="max-w-text space-y-3">
          <h2 id="elsewhere-title" className="text-xl">
            {t('verify.elsewhere')}
          </h2>
          <p>{t('verify.elsewhereText')}</p>
          <p className="rounded-md bg-sunken p-3 text-sm break-words">
            <code>{command}</code>
          </p>
        </section>
      </div>
    </SiteShell>
  );
}
