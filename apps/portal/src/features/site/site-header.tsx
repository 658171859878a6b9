import { translator } from '@sabha/i18n/translator';
import { Brand } from './brand.tsx';
import type { Frame, Section } from './frame.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { SignOutForm } from './sign-out-form.tsx';

const itemClass =
  'inline-flex min-h-11 items-center border-b-4 border-transparent px-2 font-semibold text-on-ink no-underline hover:bg-on-ink/10 aria-[current]:border-saffron sm:min-h-16 sm:px-3';

export function SiteHeader({ frame, section }: { frame: Frame; section: Section }) {
  const t = translator(frame.locale, 'common');
  const items = navigation(frame);
  const isInMenu = items.some(({ id }) => id === section);
  return (
    <>
      <a
        href="#main"
        className="sr-only z-10 rounded-br-md bg-surface px-4 py-3 font-semibold text-link underline focus:not-sr-only focus:absolute focus:top-0 focus:left-0"
      >
        {t('common.skipToContent')}
      </a>
      <header className="on-ink bg-ink text-on-ink print:hidden">
        <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-2 px-4 sm:gap-x-4 sm:px-6">
          <Brand label={t('common.productName')} locale={frame.locale} />
          <div className="ml-auto flex items-center gap-2 sm:order-3 sm:ml-0">
            <SignOutForm frame={frame} />
            <LanguageSwitch frame={frame} />
          </div>
          <nav aria-label={t('common.mainMenu')} className="-mx-2 w-full sm:mx-0 sm:ml-auto sm:w-auto">
            <ul className="flex flex-wrap">
              {items.map(({ id, href, label }) => (
                <li key={id}>
                  <a href={href} aria-current={id === section ? 'page' : undefined} className={itemClass}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className="h-[3px] bg-on-ink-muted/25">
          {!isInMenu && (
            <div className="mx-auto h-full max-w-page px-4 sm:px-6">
              <div className="h-full w-16 bg-saffron" />
            </div>
          )}
        </div>
      </header>
    </>
  );
}

function navigation({ locale, viewer }: Frame): readonly Readonly<{ id: Section; href: string; label: string }>[] {
  const t = translator(locale, 'common');
  const webinars = { id: 'webinars', href: '/webinars', label: t('common.webinars') } as const;
  if (viewer === null) return [webinars, { id: 'sign-in', href: '/sign-in', label: t('common.signIn') }];
  return [
    { id: 'meetings', href: '/meetings', label: t('common.meetings') },
    webinars,
    ...(viewer.mayAdminister ? [{ id: 'organisation', href: '/organisation', label: t('common.organisation') } as const] : []),
  ];
}
