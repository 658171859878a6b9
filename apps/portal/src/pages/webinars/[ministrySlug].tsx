import { slugSchema } from '@sabha/domain/organisation/contract';
import type { GetServerSideProps } from 'next';
import { WebinarsPage, type WebinarsProps } from '../../features/webinar/webinars-page.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

/** A ministry without public webinars looks like one that does not exist: which ones do is not this page's to tell. */
export const getServerSideProps: GetServerSideProps<WebinarsProps> = async (context) => {
  const slug = slugSchema.safeParse(context.params?.['ministrySlug']);
  if (!slug.success) return { notFound: true };
  const { frame, server } = await publicPage(context);
  const webinars = await server.webinar.list({ ministrySlug: slug.data });
  if (webinars.length === 0) return { notFound: true };
  return { props: { frame, webinars, ministrySlug: slug.data } };
};

export default WebinarsPage;
