import type { GetServerSideProps } from 'next';
import { WebinarsPage, type WebinarsProps } from '../../features/webinar/webinars-page.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

/** A ministry without public webinars looks like one that does not exist: which ones do is not this page's to tell. */
export const getServerSideProps: GetServerSideProps<WebinarsProps> = async (context) => {
  const ministrySlug = String(context.params?.['ministrySlug'] ?? '').slice(0, 80);
  const { frame, server } = await publicPage(context);
  const webinars = await server.webinar.list({ ministrySlug });
  if (webinars.length === 0) return { notFound: true };
  return { props: { frame, webinars, ministrySlug } };
};

export default WebinarsPage;
