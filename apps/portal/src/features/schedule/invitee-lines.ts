import type { InviteeInput } from '@sabha/domain/meeting/contract';
import { locales } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

type Role = InviteeInput['role'];
type Line = Readonly<{ line: number; invitee: InviteeInput | null }>;

const ADDRESS = /[^\s,<>]+@[^\s,<>]+/;
const roles = ['participant', 'cohost', 'panellist'] as const;

/**
 * Reads "name, address, role" or "Name <address>, role", one person a line; empty lines are passed over. The role may stand
 * in any of our languages. A line that is no person has `invitee: null`; whether the address is one is for the contract.
 */
export function parseInviteeLines(text: string): readonly Line[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
    .map(({ content, line }) => ({ line, invitee: parseLine(content) }));
}

/** The same the other way round, for the form that edits. */
export function inviteeLines(invitees: readonly InviteeInput[], roleName: (role: Role) => string): string {
  return invitees
    .map(({ name, email, role }) => [name, email, ...(role === 'participant' ? [] : [roleName(role)])].join(', '))
    .join('\n');
}

function parseLine(content: string): InviteeInput | null {
  const email = ADDRESS.exec(content)?.[0];
  if (email === undefined) return null;
  const at = content.indexOf(email);
  const before = content.slice(0, at).replace(/[,<\s]+$/, '');
  const after = content.slice(at + email.length).replace(/^[>,\s]+/, '');
  const role = after === '' ? 'participant' : roleNamed(after);
  if (role === null) return null;
  return { email, name: before.replace(/^"(.*)"$/, '$1') || email.slice(0, email.indexOf('@')), role };
}

function roleNamed(text: string): Role | null {
  const plain = (word: string) => word.toLowerCase().replace(/[\s-]/g, '');
  return (
    roles.find((role) =>
      locales.some((locale) => plain(translator(locale, 'schedule')(`schedule.role.${role}`)) === plain(text)),
    ) ?? null
  );
}
