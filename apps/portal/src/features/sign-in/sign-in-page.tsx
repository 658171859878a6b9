import type { SignInError } from '@sabha/domain/sign-in/errors';
import { translator } from '@sabha/i18n/translator';
import LogIn from 'lucide-react/icons/log-in';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Frame } from '../site/frame.ts';
import { PageTitle } from '../site/page-title.tsx';
import { SiteShell } from '../site/site-shell.tsx';

export type SignInProps = {
  frame: Frame;
  /** What the identity provider is called on this installation. */
  provider: string;
  /** Whether a one-time link by mail is a way in here. */
  byMail: boolean;
  /** Path on this site to come back to. */
  next: string;
  problem: Readonly<{ code: SignInError; id: string | null }> | null;
  signedOut: boolean;
};

export function SignInPage({ frame, provider, byMail, next, problem, signedOut }: SignInProps) {
  const t = translator(frame.locale, 'sign-in');
  return (
    <SiteShell frame={frame} section="sign-in" width="text">
      <PageTitle frame={frame} title={t('sign-in.title')} />
      <PageHeader title={t('sign-in.title')} lead={t('sign-in.lead')} />
      <div className="space-y-6">
        {signedOut && <Banner tone="good" title={t('sign-in.signedOut')} />}
        {problem && <Problem frame={frame} problem={problem} />}
        <Card as="section" labelledBy="official-title" className="space-y-4">
          <div className="space-y-1">
            <h2 id="official-title" className="text-xl">
              {t('sign-in.official.title')}
            </h2>
            <p className="text-muted">{t('sign-in.official.text')}</p>
          </div>
          <form method="post" action="/api/auth/signin/oidc">
            <input type="hidden" name="callbackUrl" value={next} />
            <Button type="submit" wide icon={<LogIn size={20} />}>
              {t('sign-in.official.submit', { provider })}
            </Button>
          </form>
        </Card>
        {byMail && <ByMail {...{ frame, next }} isBad={problem?.code === 'bad_email'} />}
      </div>
    </SiteShell>
  );
}

function ByMail({ frame, next, isBad }: Pick<SignInProps, 'frame' | 'next'> & { isBad: boolean }) {
  const t = translator(frame.locale, 'sign-in');
  return (
    <Card as="section" labelledBy="mail-title" className="space-y-4">
      <div className="space-y-1">
        <h2 id="mail-title" className="text-xl">
          {t('sign-in.mail.title')}
        </h2>
        <p className="text-muted">{t('sign-in.mail.text')}</p>
      </div>
      <form method="post" action="/api/auth/signin/email" className="space-y-5">
        <input type="hidden" name="callbackUrl" value={next} />
        <TextField
          id="email"
          type="email"
          label={t('sign-in.mail.address')}
          error={isBad ? t('sign-in.failed.bad_email') : undefined}
          required
          maxLength={254}
          autoComplete="email"
          inputMode="email"
          spellCheck={false}
        />
        <Button type="submit" look="secondary" wide>
          {t('sign-in.mail.submit')}
        </Button>
      </form>
    </Card>
  );
}

function Problem({ frame, problem: { code, id } }: { frame: Frame; problem: NonNullable<SignInProps['problem']> }) {
  const t = translator(frame.locale, 'sign-in', 'common');
  const text = t(`sign-in.failed.${code}`);
  return (
    <ErrorSummary
      title={t(code === 'sign_out_failed' ? 'sign-in.stillIn' : 'sign-in.failed.title')}
      problems={[code === 'bad_email' ? { fieldId: 'email', text } : { text }]}
    >
      {id !== null && <p className="text-sm text-muted">{t('common.errorReference', { id })}</p>}
    </ErrorSummary>
  );
}
