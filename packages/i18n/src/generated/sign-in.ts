/** Written by packages/i18n/bin/write-types.ts from catalogs/en/sign-in.json. Do not edit. */
export type SignInPlain = {
  'sign-in.title': never;
  'sign-in.lead': never;
  'sign-in.official.title': never;
  'sign-in.official.text': never;
  'sign-in.official.submit': { provider: string | number };
  'sign-in.mail.title': never;
  'sign-in.mail.text': never;
  'sign-in.mail.address': never;
  'sign-in.mail.submit': never;
  'sign-in.sent.title': never;
  'sign-in.sent.text': never;
  'sign-in.sent.nothing.title': never;
  'sign-in.sent.nothing.text': never;
  'sign-in.sent.again': never;
  'sign-in.confirm.title': never;
  'sign-in.confirm.text': never;
  'sign-in.confirm.submit': never;
  'sign-in.failed.title': never;
  'sign-in.signedOut': never;
  'sign-in.failed.no_membership': never;
  'sign-in.failed.link_used_up': never;
  'sign-in.failed.bad_email': never;
  'sign-in.failed.too_many_attempts': never;
  'sign-in.failed.provider_failed': never;
  'sign-in.failed.internal': never;
};
export type SignInRich = Record<never, never>;
