import type { GetServerSideProps } from 'next';
import { ConfirmPage, type ConfirmProps } from '../../features/sign-in/mail-pages.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

/** Shows a button and touches nothing: a mail scanner may open this as often as it likes. */
export const getServerSideProps: GetServerSideProps<ConfirmProps> = async (context) => {
  const { token } = context.query;
  if (typeof token !== 'string' || token === '' || token.length > 200) {
    return { redirect: { destination: '/sign-in?error=link_used_up', permanent: false } };
  }
  return { props: { frame: (await publicPage(context)).frame, token } };
};

export default ConfirmPage;
