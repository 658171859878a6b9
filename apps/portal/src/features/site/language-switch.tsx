import { localeDetails, locales } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { classNames } from '../../ui/class-names.ts';
import type { Frame } from './frame.ts';

/** One button per other language, in that language. Works without a script: the answer sets a cookie and comes back here. */
export function LanguageSwitch({ frame, className }: { frame: Frame; className?: string }) {
  const t = translator(frame.locale, 'common');
  return (
    <form method="post" action="/locale" data-keeps-fragment="" className={classNames('flex', className)}>
      {locales
        .filter((locale) => locale !== frame.locale)
        .map((locale) => (
          <button
            key={locale}
            name="locale"
            value={locale}
            lang={locale}
            aria-label={`${localeDetails[locale].name} (${t('common.switchLanguage')})`}
            className="language-name min-h-11 cursor-pointer rounded-md border border-on-ink-muted/60 px-3 font-semibold text-on-ink hover:bg-on-ink/10"
          >
            {localeDetails[locale].name}
          </button>
        ))}
    </form>
  );
}
