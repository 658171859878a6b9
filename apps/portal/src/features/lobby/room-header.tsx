import { translator } from '@sabha/i18n/translator';
import type { Frame } from '../site/frame.ts';
import { Brand } from '../site/brand.tsx';
import { LanguageSwitch } from '../site/language-switch.tsx';

/** A header without ways out: who is on the way into a meeting is not led elsewhere. */
export function RoomHeader({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'common');
  return (
    <header className="on-ink bg-ink text-on-ink">
      <div className="mx-auto flex max-w-page items-center justify-between gap-4 px-4 sm:px-6">
        <Brand label={t('common.productName')} locale={frame.locale} />
        <LanguageSwitch frame={frame} />
      </div>
    </header>
  );
}
