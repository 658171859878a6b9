import type { MailAddress } from './mail.ts';

/** Reads MAIL_FROM: "Sabha <no-reply@example.gov.in>", or a bare address. Throws RangeError. */
export function parseSender(text: string): MailAddress {
  const { name, email } = /^(?:(?<name>[^<>\p{C}]*?)\s*<)?(?<email>[^\s<>@"]+@[^\s<>@"]+?)>?$/u.exec(text.trim())?.groups ?? {};
  if (email === undefined || text.includes('<') !== text.includes('>'))
    throw new RangeError('MAIL_FROM must be "Name <address>"');
  return { name: name?.replace(/^"(.*)"$/, '$1') ?? '', email };
}
