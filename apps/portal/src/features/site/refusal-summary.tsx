import type { ErrorCode } from '@sabha/domain/errors';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { ErrorSummary } from '../../ui/error-summary.tsx';

/** Why the platform said no: the code finds the sentence, the id finds the line in the log. */
export type Refusal = Readonly<{ code: ErrorCode; id: string | null }>;

type RefusalProps = {
  locale: Locale;
  refusal: Refusal;
  /** The field to lead to, per code. */ fields?: Partial<Record<ErrorCode, string>>;
};

export function RefusalSummary({ locale, refusal: { code, id }, fields = {} }: RefusalProps) {
  const t = translator(locale, 'errors', 'common');
  const fieldId = fields[code];
  const next = t(`errors.${code}.next`);
  return (
    <ErrorSummary title={t(`errors.${code}.title`)} problems={[fieldId === undefined ? { text: next } : { fieldId, text: next }]}>
      {id !== null && <p className="text-sm text-muted">{t('common.errorReference', { id })}</p>}
    </ErrorSummary>
  );
}
