import type { GetServerSideProps } from 'next';
import { HomePage, type HomeProps } from '../features/home/home-page.tsx';
import { publicPage } from '../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

const SHOWN = 3;

export const getServerSideProps: GetServerSideProps<HomeProps> = async (context) => {
  const { frame, server } = await publicPage(context);
  const webinars = await server.webinar.list({ limit: SHOWN }).catch(() => []); // the way into a meeting does not hang on this list
  return { props: { frame, webinars, codeRefused: context.query['error'] === 'code' } };
};

export default HomePage;
