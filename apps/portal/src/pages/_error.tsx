import type { NextPageContext } from 'next';
import { NotFoundPage } from '../features/site/not-found-page.tsx';
import { PageTitle } from '../features/site/page-title.tsx';
import { ProblemPage } from '../features/site/problem-page.tsx';
import { SiteShell } from '../features/site/site-shell.tsx';
import type { Frame } from '../features/site/frame.ts';
import { REQUEST_ID_HEADER } from '../request/internal-headers.ts';
import { preferencesOf } from '../request/preferences.ts';
import { translator } from '@sabha/i18n/translator';

type Props = { frame: Frame; isNotFound: boolean; id: string | null };

/** When a public page cannot be made. The id is the request's, under which the log has it. */
export default function PublicError({ frame, isNotFound, id }: Props) {
  const t = translator(frame.locale, 'errors', 'common');
  return (
    <SiteShell frame={frame} section="none">
      <PageTitle frame={frame} title={isNotFound ? t('common.pageNotFound') : t('errors.internal.title')} />
      {isNotFound ? <NotFoundPage frame={frame} /> : <ProblemPage frame={frame} refusal={{ code: 'internal', id }} />}
    </SiteShell>
  );
}

PublicError.getInitialProps = ({ req, res }: NextPageContext): Props => {
  const preferences = req
    ? preferencesOf(req as Parameters<typeof preferencesOf>[0])
    : { locale: 'en' as const, theme: 'device' as const };
  const id = req?.headers[REQUEST_ID_HEADER];
  return { frame: { ...preferences, viewer: null }, isNotFound: res?.statusCode === 404, id: typeof id === 'string' ? id : null };
};
