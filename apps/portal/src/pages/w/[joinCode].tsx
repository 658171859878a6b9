import { formatJoinCode, JOIN_CODE_SYMBOLS, normaliseCode } from '@sabha/domain/meeting/codes';
import type { GetServerSideProps } from 'next';
import { WebinarPage, type WebinarProps } from '../../features/webinar/webinar-page.tsx';
import { publicPage } from '../../request/public-frame.ts';
import { refusalInQuery } from '../../request/refusal-in-query.ts';
import { sabhaErrorOf } from '../../trpc/sabha-error.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<WebinarProps> = async (context) => {
  const code = normaliseCode(String(context.params?.['joinCode'] ?? ''), JOIN_CODE_SYMBOLS);
  if (code === null) return { notFound: true };
  const { frame, server } = await publicPage(context);
  try {
    const webinar = await server.webinar.get({ joinCode: formatJoinCode(code) });
    return { props: { frame, webinar, refusal: refusalInQuery(context.query) } };
  } catch (error) {
    if (sabhaErrorOf(error)?.code === 'not_found') return { notFound: true };
    throw error;
  }
};

export default WebinarPage;
