import { translator } from '@sabha/i18n/translator';
import MailCheck from 'lucide-react/icons/mail-check';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';

/** After the address was entered. The same words whether the address has an account or not. */
export function MailSentPage({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'sign-in');
  return (
    <SiteShell frame={frame} section="sign-in" width="text">
      <PageTitle frame={frame} title={t('sign-in.sent.title')} />
      <span className="mb-5 flex size-16 items-center justify-center rounded-full bg-tint text-on-tint">
        <MailCheck size={32} />
      </span>
      <PageHeader title={t('sign-in.sent.title')} lead={t('sign-in.sent.text')} />
      <Card as="section" labelledBy="nothing-title" className="space-y-3">
        <h2 id="nothing-title" className="text-lg">
          {t('sign-in.sent.nothing.title')}
        </h2>
        <p>{t('sign-in.sent.nothing.text')}</p>
        <p className="pt-2">
          <a href="/sign-in" className={buttonClass({ look: 'secondary' })}>
            {t('sign-in.sent.again')}
          </a>
        </p>
      </Card>
    </SiteShell>
  );
}

export type ConfirmProps = { frame: Frame; /** From the mailed link. */ token: string };

/** Where the mailed link leads. A mail scanner that opens it uses nothing up: only the button does. */
export function ConfirmPage({ frame, token }: ConfirmProps) {
  const t = translator(frame.locale, 'sign-in');
  return (
    <SiteShell frame={frame} section="sign-in" width="text">
      <PageTitle frame={frame} title={t('sign-in.confirm.title')} />
      <PageHeader title={t('sign-in.confirm.title')} lead={t('sign-in.confirm.text')} />
      <form method="post" action="/api/auth/callback/email">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackUrl" value="/meetings" />
        <Button type="submit">{t('sign-in.confirm.submit')}</Button>
      </form>
    </SiteShell>
  );
}
