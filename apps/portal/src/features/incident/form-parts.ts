/** What the form is given by the server. */
import { incidentTypes } from '@sabha/domain/incident/types';
import type { Locale } from '@sabha/i18n/locales';
import { pick, pickKeys } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { IncidentFormMessages } from './incident-form.tsx';

export const formMessages = (locale: Locale): IncidentFormMessages => ({
  ...pick(locale, 'incident'),
  ...pickKeys(locale, 'common.checkForm', 'common.optionalMark'),
});

/** In the order of Annexure I. */
export function typeOptions(locale: Locale): readonly Readonly<{ value: string; label: string }>[] {
  const t = translator(locale, 'incident');
  return incidentTypes.map((type) => ({ value: type, label: t(`incident.type.${type}`) }));
}
