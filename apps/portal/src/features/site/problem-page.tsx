import { translator } from '@sabha/i18n/translator';
import { Banner } from '../../ui/banner.tsx';
import { buttonClass } from '../../ui/button.tsx';
import type { Frame } from './frame.ts';
import type { Refusal } from './refusal-summary.tsx';

/** A page that cannot be shown, and why: a sentence, what to do next, and the reference that the log has too. */
export function ProblemPage({ frame, refusal: { code, id } }: { frame: Frame; refusal: Refusal }) {
  const t = translator(frame.locale, 'errors', 'common');
  return (
    <div className="max-w-text space-y-6">
      <h1 className="text-2xl sm:text-3xl">{t(`errors.${code}.title`)}</h1>
      <Banner tone={code === 'internal' || code === 'media_unavailable' ? 'bad' : 'warn'} title={t(`errors.${code}.next`)}>
        {id !== null && <p className="text-sm">{t('common.errorReference', { id })}</p>}
      </Banner>
      <p>
        <a href="/" className={buttonClass({ look: 'secondary' })}>
          {t('common.backHome')}
        </a>
      </p>
    </div>
  );
}
