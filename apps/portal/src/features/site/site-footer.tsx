import { formatDate } from '@sabha/i18n/date-time';
import { translator } from '@sabha/i18n/translator';
import { classNames } from '../../ui/class-names.ts';
import type { Frame } from './frame.ts';
import { SiteMark } from './site-mark.tsx';
import { themes } from './theme.ts';

/** When the text of the public pages was last read through; change it with the text. */
const TEXT_UPDATED = new Date('2026-11-22T00:00:00Z');

export function SiteFooter({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'common', 'verify');
  const links = [
    { href: '/about', label: t('common.aboutSite') },
    { href: '/about#contact', label: t('common.contact') },
    { href: '/about#terms', label: t('common.terms') },
    { href: '/about#privacy', label: t('common.privacy') },
    { href: '/status', label: t('common.status') },
    { href: '/verify', label: t('verify.open') },
    { href: '/accessibility', label: t('common.accessibility') },
    { href: '/about#site-map', label: t('common.siteMap') },
  ];
  return (
    <footer className="on-ink mt-auto bg-ink text-on-ink print:hidden">
      <div className="mx-auto grid max-w-page gap-8 px-4 py-10 sm:px-6 md:grid-cols-[1fr_auto]">
        <div className="space-y-5">
          <nav aria-label={t('common.footerMenu')}>
            <ul className="flex flex-wrap gap-x-6">
              {links.map(({ href, label }) => (
                <li key={href}>
                  <a
                    href={href}
                    className="inline-flex min-h-9 items-center text-on-ink underline underline-offset-4 hover:decoration-2"
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="flex max-w-text gap-4">
            <SiteMark className="mt-1 h-7 w-auto shrink-0 text-on-ink-muted" />
            <p className="text-sm text-on-ink-muted">
              {t('common.ownership')}
              <br />
              {t('common.lastUpdated', { date: formatDate(TEXT_UPDATED, { locale: frame.locale, timeZone: 'Asia/Kolkata' }) })}
            </p>
          </div>
        </div>
        <ThemeSwitch frame={frame} />
      </div>
    </footer>
  );
}

function ThemeSwitch({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'common');
  return (
    <form method="post" action="/theme" data-keeps-fragment="" className="self-start">
      <fieldset>
        <legend className="pb-2 text-sm font-semibold">{t('common.appearance')}</legend>
        <div className="inline-flex overflow-hidden rounded-md border border-on-ink-muted/60">
          {themes.map((theme) => (
            <button
              key={theme}
              name="theme"
              value={theme}
              aria-pressed={theme === frame.theme}
              className={classNames(
                'min-h-11 cursor-pointer px-4 text-sm font-semibold -outline-offset-3 not-first:border-l not-first:border-on-ink-muted/60',
                theme === frame.theme ? 'bg-on-ink text-ink' : 'text-on-ink hover:bg-on-ink/10',
              )}
            >
              {t(`common.appearance.${theme}`)}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
