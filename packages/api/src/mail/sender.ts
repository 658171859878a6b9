import type { MailAddress } from './mail.ts';

/** Reads MAIL_FROM: "Sabha <no-reply@example.gov.in>", or a bare address. Throws RangeError. */
export function parseSender(text: string): MailAddress {
  const line = text.trim();
  const open = line.indexOf('<');
  const name = open === -1 ? '' : line.slice(0, open).trim();
  const email = open === -1 ? line : line.slice(open + 1, -1);
  const isWhole = line.endsWith('>') === (open !== -1) && /^[^\s<>@"]+@[^\s<>@"]+$/.test(email);
  if (!isWhole || /[<>\p{C}]/u.test(name)) throw new RangeError('MAIL_FROM must be "Name <address>"');
  return { name: name.replace(/^"(.*)"$/, '$1'), email };
}
