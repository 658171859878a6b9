import type { HoldView } from '@sabha/domain/audit/contract';
import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Ministry } from '../organisation/administered.ts';
import type { Frame } from '../site/frame.ts';
import { type Refusal, RefusalSummary } from '../site/refusal-summary.tsx';
import { Holds } from './holds.tsx';
import type { PrivacyActions } from './privacy-actions.ts';

export type PrivacyPageProps = {
  frame: Frame;
  ministry: Ministry;
  holds: readonly HoldView[];
  actions: PrivacyActions;
  /** `held`: in how many meetings something was kept. */
  done: Readonly<{ what: 'erased'; held: number } | { what: 'placed' | 'lifted' }> | null;
  refusal: Refusal | null;
  /** A refusal that has a sentence of its own. */
  reason: 'stillMember' | 'nobody' | null;
};

/** For administrators: what the ministry owes to persons, and to courts. */
export function PrivacyPage({ frame, ministry, holds, actions, done, refusal, reason }: PrivacyPageProps) {
  const { locale } = frame;
  const t = translator(locale, 'privacy');
  const name = locale === 'hi' ? ministry.nameHi : ministry.name;
  return (
    <div className="space-y-10">
      <PageHeader title={t('privacy.admin.title')} lead={t('privacy.admin.lead', { ministry: name })} />
      {done?.what === 'erased' && (
        <Banner
          tone={done.held > 0 ? 'warn' : 'good'}
          title={done.held > 0 ? t('privacy.erase.partly', { held: String(done.held) }) : t('privacy.erase.done')}
        />
      )}
      {(done?.what === 'placed' || done?.what === 'lifted') && <Banner tone="good" title={t(`privacy.holds.${done.what}`)} />}
      {reason !== null ? (
        <Banner tone="bad" role="alert" title={t(`privacy.erase.${reason}`)} />
      ) : (
        refusal && <RefusalSummary locale={locale} refusal={refusal} />
      )}
      <Card as="section" labelledBy="erase-title" className="max-w-text space-y-5">
        <h2 id="erase-title" className="text-xl">
          {t('privacy.erase.title')}
        </h2>
        <p>{t('privacy.erase.text')}</p>
        <form action={actions.erase} className="space-y-5">
          <TextField id="email" type="email" label={t('privacy.erase.email')} required maxLength={254} autoComplete="off" />
          <Checkbox id="sure" name="sure" required label={t('privacy.erase.confirm')} />
          <Button type="submit" look="danger">
            {t('privacy.erase.do')}
          </Button>
        </form>
      </Card>
      <Holds locale={locale} holds={holds} actions={actions} />
    </div>
  );
}
