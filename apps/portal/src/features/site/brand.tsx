import type { Locale } from '@sabha/i18n/locales';
import { SiteMark, WordMark } from './site-mark.tsx';

/** Mark and name; in Hindi the drawn name is the name. */
export function Brand({ label, locale }: { label: string; locale: Locale }) {
  return (
    <a href="/" className="flex min-h-14 items-center gap-3 py-2 text-on-ink no-underline sm:min-h-16">
      <SiteMark className="h-8 w-auto" />
      <span className="flex items-baseline gap-2">
        <WordMark className="h-[1.35rem] w-auto self-center" />
        <span className={locale === 'hi' ? 'sr-only' : 'text-xl font-bold tracking-tight'}>{label}</span>
      </span>
    </a>
  );
}
