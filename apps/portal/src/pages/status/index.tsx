import type { GetServerSideProps } from 'next';
import { StatusPage, type StatusProps } from '../../features/status/status-page.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<StatusProps> = async (context) => {
  const { frame, server } = await publicPage(context);
  return { props: { frame, status: await server.status.sites({}) } };
};

export default StatusPage;
