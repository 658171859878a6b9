import type { GetServerSideProps } from 'next';
import { WebinarsPage, type WebinarsProps } from '../../features/webinar/webinars-page.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<WebinarsProps> = async (context) => {
  const { frame, server } = await publicPage(context);
  return { props: { frame, webinars: await server.webinar.list({}), ministrySlug: null } };
};

export default WebinarsPage;
