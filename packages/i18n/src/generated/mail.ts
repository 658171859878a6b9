/** Written by packages/i18n/bin/write-types.ts from catalogs/en/mail.json. Do not edit. */
export type MailPlain = {
  'mail.greeting': { name: string | number };
  'mail.signIn.subject': never;
  'mail.signIn.lead': never;
  'mail.signIn.action': never;
  'mail.signIn.notYou': never;
  'mail.withdrawn.subject': never;
  'mail.calendarNote': never;
  'mail.label.title': never;
  'mail.label.when': never;
  'mail.label.whenIndia': never;
  'mail.label.organiser': never;
  'mail.label.link': never;
  'mail.label.passcode': never;
  'mail.label.description': never;
  'mail.join.passcode': never;
  'mail.join.account': never;
  'mail.join.open': never;
  'mail.join.secret': never;
  'mail.footer': { organiser: string | number };
};
export type MailRich = {
  'mail.signIn.terms': { minutes: number };
  'mail.invitation.subject': { kind: string };
  'mail.invitation.lead': { kind: string; organiser: string | number };
  'mail.changed.subject': { kind: string };
  'mail.changed.lead': { kind: string; organiser: string | number };
  'mail.cancelled.subject': { kind: string };
  'mail.cancelled.lead': { kind: string; organiser: string | number };
  'mail.withdrawn.lead': { kind: string; organiser: string | number };
  'mail.join.action': { kind: string };
};
