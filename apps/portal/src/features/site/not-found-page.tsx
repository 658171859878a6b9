import { translator } from '@sabha/i18n/translator';
import { buttonClass } from '../../ui/button.tsx';
import type { Frame } from './frame.ts';

export function NotFoundPage({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'common');
  return (
    <div className="max-w-text space-y-6">
      <h1 className="text-2xl sm:text-3xl">{t('common.pageNotFound')}</h1>
      <p className="text-lg text-muted">{t('common.pageNotFoundNext')}</p>
      <p>
        <a href="/" className={buttonClass()}>
          {t('common.backHome')}
        </a>
      </p>
    </div>
  );
}
