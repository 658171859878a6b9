import { type InviteeInput, MAX_INVITEES } from '@sabha/domain/meeting/contract';
import { locales } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';

type Role = InviteeInput['role'];
type Line = Readonly<{ line: number; invitee: InviteeInput | null }>;

/** A name of 120, an address of 254 and a role, with what stands between: no longer line can be a person. */
const MAX_LINE_LENGTH = 420;
/** More than 300 such lines, blank ones and all, are a list of nobody's: it is not looked into. */
export const MAX_LIST_LENGTH = MAX_INVITEES * MAX_LINE_LENGTH;

const roles = ['participant', 'cohost', 'panellist'] as const;

/**
 * Reads "name, address, role" or "Name <address>, role", one person a line; empty lines are passed over. The role may stand
 * in any of our languages. A line that is no person has `invitee: null`; whether the address is one is for the contract.
 * Of too many lines one more than may be is read, so that the contract can say so. Null when the text is too long to read.
 */
export function parseInviteeLines(text: string): readonly Line[] | null {
  if (text.length > MAX_LIST_LENGTH) return null;
  return text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
    .slice(0, MAX_INVITEES + 1)
    .map(({ content, line }) => ({ line, invitee: content.length > MAX_LINE_LENGTH ? null : parseLine(content) }));
}

/** The same the other way round, for the form that edits. */
export function inviteeLines(invitees: readonly InviteeInput[], roleName: (role: Role) => string): string {
  return invitees
    .map(({ name, email, role }) => [name, email, ...(role === 'participant' ? [] : [roleName(role)])].join(', '))
    .join('\n');
}

function parseLine(content: string): InviteeInput | null {
  const word = content.split(BETWEEN).find((part) => part.indexOf('@') > 0 && !part.endsWith('@'));
  if (word === undefined) return null;
  const at = content.indexOf(word);
  const name = withoutEnds(content.slice(0, at), ',<');
  const after = withoutEnds(content.slice(at + word.length), '>,');
  const role = after === '' ? 'participant' : roleNamed(after);
  if (role === null) return null;
  return { email: word, name: name.replace(/^"(.*)"$/, '$1') || word.slice(0, word.indexOf('@')), role };
}

/** What stands around an address. */
const BETWEEN = /[\s,<>]/;

/** Without blanks and the `signs` at its ends; by hand, for a pattern would begin anew at every blank. */
function withoutEnds(text: string, signs: string): string {
  const isEdge = (sign: string | undefined) => sign !== undefined && (signs.includes(sign) || sign.trim() === '');
  let [start, end] = [0, text.length];
  while (start < end && isEdge(text[start])) start += 1;
  while (end > start && isEdge(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function roleNamed(text: string): Role | null {
  const plain = (word: string) => word.toLowerCase().replace(/[\s-]/g, '');
  return (
    roles.find((role) =>
      locales.some((locale) => plain(translator(locale, 'schedule')(`schedule.role.${role}`)) === plain(text)),
    ) ?? null
  );
}
