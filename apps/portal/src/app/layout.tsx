import '../ui/styles/portal.css';
import { localeDetails } from '@sabha/i18n/locales';
import { pickKeys } from '@sabha/i18n/pick';
import { translator } from '@sabha/i18n/translator';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ErrorText } from '../features/site/error-text.tsx';
import { preferences } from '../request/member-page.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = translator((await preferences()).locale, 'common');
  const name = t('common.productName');
  return { title: { default: name, template: `%s - ${name}` }, icons: { icon: '/icon.svg' }, robots: { index: false } };
}

export const viewport: Viewport = { themeColor: '#07283b' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, theme } = await preferences();
  const errorText = pickKeys(
    locale,
    'errors.internal.title',
    'errors.internal.next',
    'common.errorReference',
    'common.tryAgain',
    'common.backHome',
  );
  return (
    <html lang={locale} dir={localeDetails[locale].dir} data-theme={theme === 'device' ? undefined : theme}>
      <body>
        <ErrorText messages={errorText}>{children}</ErrorText>
      </body>
    </html>
  );
}
