import { signInErrors, type SignInError } from '@sabha/domain/sign-in/errors';
import type { GetServerSideProps } from 'next';
import { portalEnv } from '../../env.ts';
import { SignInPage, type SignInProps } from '../../features/sign-in/sign-in-page.tsx';
import { publicPage } from '../../request/public-frame.ts';
import { safePath } from '../../request/safe-path.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<SignInProps> = async (context) => {
  const { frame } = await publicPage(context);
  const next = safePath(context.query['next'], '/meetings');
  const { error, id } = context.query;
  // Whoever could not be signed out is here to be told so.
  if (frame.viewer && error !== 'sign_out_failed') return { redirect: { destination: next, permanent: false } };
  const env = portalEnv();
  const problem = isSignInError(error)
    ? { code: error, id: typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null }
    : null;
  return {
    props: {
      frame,
      provider: env.OIDC_NAME,
      byMail: env.MAIL_SIGN_IN === 'on',
      next,
      problem,
      signedOut: 'signed-out' in context.query,
    },
  };
};

function isSignInError(text: unknown): text is SignInError {
  return (signInErrors as readonly unknown[]).includes(text);
}

export default SignInPage;
