import type { KeyOf, Messages } from '@sabha/i18n/keys';

/** What the page that verifies says, as it travels to the browser. */
export type VerifyMessages = Messages<KeyOf<'verify' | 'records'>>;
