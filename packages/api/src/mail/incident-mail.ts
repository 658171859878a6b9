/** To an administrator: an incident has been noticed and not been reported. */
import type { ReminderHour } from '@sabha/domain/incident/clock';
import type { IncidentType } from '@sabha/domain/incident/types';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { bilingualMail, type Mail, type MailAddress } from './mail.ts';

type Due = Readonly<{
  incidentId: string;
  type: IncidentType;
  hours: ReminderHour;
  /** When six hours have passed. */
  by: Date;
  person: MailAddress;
  /** Without a trailing slash. */
  publicUrl: string;
}>;

/** Without what was written down: a mail is read by others too, and a weakness is nobody's business. */
export function incidentMail({ incidentId, type, hours, by, person, publicUrl }: Due): Mail {
  const state = hours === 6 ? 'over' : 'due';
  const subject = (locale: Locale) => translator(locale, 'mail')(`mail.incident.${state}.subject`);
  return bilingualMail({
    subject,
    letter(locale) {
      const t = translator(locale, 'mail', 'incident');
      const until = formatDateTime(by, { locale, timeZone: 'Asia/Kolkata' });
      return {
        locale,
        heading: subject(locale),
        blocks: [
          { kind: 'paragraph', text: t('mail.greeting', { name: person.name }) },
          { kind: 'paragraph', text: t(`mail.incident.${state}.lead`, { hours }) },
          {
            kind: 'rows',
            rows: [
              { label: t('mail.incident.type'), value: t(`incident.type.${type}`) },
              { label: t('mail.incident.by'), value: until },
            ],
          },
          { kind: 'action', label: t('mail.incident.open'), href: `${publicUrl}/incidents/${incidentId}` },
          { kind: 'paragraph', text: t('mail.incident.why') },
        ],
      };
    },
  });
}
