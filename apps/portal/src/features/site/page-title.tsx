import { translator } from '@sabha/i18n/translator';
import Head from 'next/head';
import type { Frame } from './frame.ts';

/** Title and description of a public page. */
export function PageTitle({ frame, title, description }: { frame: Frame; title: string; description?: string }) {
  const t = translator(frame.locale, 'common');
  return (
    <Head>
      <title>{`${title} - ${t('common.productName')}`}</title>
      {description !== undefined && <meta name="description" content={description} />}
      <meta name="viewport" content="width=device-width, initial-scale=1" />
    </Head>
  );
}
