import type { HoldView } from '@sabha/domain/audit/contract';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Table } from '../../ui/table.tsx';
import { linkClass } from '../../ui/text-link.ts';
import { timeZone } from '../site/time-zone.ts';
import type { PrivacyActions } from './privacy-actions.ts';

type HoldsProps = { locale: Locale; holds: readonly HoldView[]; actions: PrivacyActions };

/** Meetings whose records a court or an inquiry wants kept. */
export function Holds({ locale, holds, actions }: HoldsProps) {
  const t = translator(locale, 'privacy');
  return (
    <section aria-labelledby="holds-title" className="space-y-5">
      <h2 id="holds-title" className="text-xl">
        {t('privacy.holds.title')}
      </h2>
      <p className="max-w-text">{t('privacy.holds.text')}</p>
      {holds.length === 0 ? (
        <p>{t('privacy.holds.none')}</p>
      ) : (
        <Table
          caption={t('privacy.holds.title')}
          columns={[t('privacy.holds.meeting'), t('privacy.holds.since'), t('privacy.holds.reason'), t('privacy.holds.action')]}
          rows={holds.map(({ holdId, meetingId, title, reason, placedAt }) => ({
            key: holdId,
            cells: [
              <a key="meeting" href={`/meetings/${meetingId}/record`} className={linkClass}>
                {title}
              </a>,
              formatDateTime(new Date(placedAt), { locale, timeZone }),
              <span key="reason" className="block min-w-48">
                {reason}
              </span>,
              <form key="lift" action={actions.liftHold}>
                <input type="hidden" name="meetingId" value={meetingId} />
                <Button type="submit" look="secondary" aria-label={t('privacy.holds.liftOf', { title })}>
                  {t('privacy.holds.lift')}
                </Button>
              </form>,
            ],
          }))}
        />
      )}
      <Card as="section" labelledBy="place-title" className="max-w-text space-y-5">
        <h3 id="place-title" className="text-lg">
          {t('privacy.holds.place')}
        </h3>
        <form action={actions.placeHold} className="space-y-5">
          <TextField
            id="meeting"
            label={t('privacy.holds.address')}
            hint={t('privacy.holds.addressHint')}
            required
            maxLength={300}
            autoComplete="off"
          />
          <TextArea
            id="reason"
            label={t('privacy.holds.reason')}
            hint={t('privacy.holds.reasonHint')}
            required
            maxLength={500}
            rows={2}
          />
          <Button type="submit" look="secondary">
            {t('privacy.holds.place')}
          </Button>
        </form>
      </Card>
    </section>
  );
}
