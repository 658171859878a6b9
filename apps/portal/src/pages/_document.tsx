import { localeDetails, type Locale } from '@sabha/i18n/locales';
import { chooseLocale } from '@sabha/i18n/choose-locale';
import Document, { Head, Html, Main, NextScript, type DocumentContext, type DocumentInitialProps } from 'next/document';
import { DoorScript } from '../document/door-script.tsx';
import { FetchCallCodeAhead } from '../document/fetch-ahead.tsx';
import { HeadWithInlineStyles } from '../document/inline-styles.tsx';
import type { Theme } from '../features/site/theme.ts';
import { preferencesOf } from '../request/preferences.ts';

/** Pages with a byte budget: they take the system's own face instead of a font file, and bring their styles along. */
const QUICK = ['/j/[joinCode]', '/w/[joinCode]', '/status', '/status/inventory'];

type Props = { locale: Locale; theme: Theme; nonce: string | undefined; quick: boolean; isDoor: boolean };

export default class PublicDocument extends Document<Props> {
  static override async getInitialProps(context: DocumentContext): Promise<DocumentInitialProps & Props> {
    const request = context.req as Parameters<typeof preferencesOf>[0] | undefined;
    const preferences = request ? preferencesOf(request) : { locale: chooseLocale({}), theme: 'device' as const };
    const nonce = request?.headers['x-nonce'];
    return {
      ...(await Document.getInitialProps(context)),
      ...preferences,
      nonce: typeof nonce === 'string' ? nonce : undefined,
      quick: QUICK.includes(context.pathname),
      isDoor: context.pathname === '/j/[joinCode]',
    };
  }

  override render() {
    const { locale, theme, nonce, quick, isDoor } = this.props;
    const PageHead = quick ? HeadWithInlineStyles : Head;
    const nonced = nonce === undefined ? {} : { nonce };
    return (
      <Html
        lang={locale}
        dir={localeDetails[locale].dir}
        data-theme={theme === 'device' ? undefined : theme}
        data-quick={quick ? '' : undefined}
      >
        <PageHead {...nonced}>
          <meta name="theme-color" content="#07283b" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        </PageHead>
        <body>
          <Main />
          {isDoor && <DoorScript nonce={nonce} />}
          {isDoor && <FetchCallCodeAhead nonce={nonce} />}
          <NextScript {...nonced} />
        </body>
      </Html>
    );
  }
}
