/** Why a sign-in or sign-out did not happen, as the sign-in page may tell it: `/sign-in?error=<one of these>&id=<request id>`. */
export const signInErrors = [
  'no_membership', // the person belongs to no department here, or nobody vouches for their mail address
  'link_used_up', // the one-time link was used, has expired, or never was
  'bad_email', // what was typed is no mail address
  'too_many_attempts',
  'provider_failed', // the identity provider refused or is away, the person went back, or the answer was not to be trusted
  'sign_out_failed', // the session lives on, and the person is told so
  'internal',
] as const;

export type SignInError = (typeof signInErrors)[number];
