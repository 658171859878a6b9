import { expect, test } from 'vitest';
import { inviteeLines, MAX_LIST_LENGTH, parseInviteeLines } from './invitee-lines.ts';

const asha = { name: 'Asha Rao', email: 'asha@example.gov.in', role: 'participant' };

test.each([
  ['Asha Rao, asha@example.gov.in', asha],
  ['Asha Rao <asha@example.gov.in>', asha],
  ['"Asha Rao" <asha@example.gov.in>', asha],
  ['Asha Rao <asha@example.gov.in>, co-host', { ...asha, role: 'cohost' }],
  ['Asha Rao, asha@example.gov.in, Panellist', { ...asha, role: 'panellist' }],
  ['आशा राव, asha@example.gov.in, सह-मेज़बान', { ...asha, name: 'आशा राव', role: 'cohost' }],
  ['asha@example.gov.in', { ...asha, name: 'asha' }],
  ['asha@example.gov.in, cohost', { ...asha, name: 'asha', role: 'cohost' }],
  ['Rao, Asha, asha@example.gov.in', { ...asha, name: 'Rao, Asha' }],
])('%s', (line, invitee) => {
  expect(parseInviteeLines(line)).toEqual([{ line: 1, invitee }]);
});

test.each(['Asha Rao', 'Asha Rao, asha@example.gov.in, minister', 'asha at example'])('%s is no person', (line) => {
  expect(parseInviteeLines(line)).toEqual([{ line: 1, invitee: null }]);
});

test('empty lines are passed over, and lines keep the number that the writer sees', () => {
  expect(parseInviteeLines('\n a@b.in \r\n\n nobody\n')?.map(({ line, invitee }) => [line, invitee?.email])).toEqual([
    [2, 'a@b.in'],
    [4, undefined],
  ]);
});

test('what is written out reads back', () => {
  const invitees = [asha, { ...asha, role: 'cohost' }, { ...asha, role: 'panellist' }] as never;
  const names = { participant: 'participant', cohost: 'co-host', panellist: 'panellist' };
  expect(parseInviteeLines(inviteeLines(invitees, (role) => names[role]))?.map(({ invitee }) => invitee)).toEqual(invitees);
});

test('of a list that is too long one more than may be is read, and none of a text that no list can be', () => {
  expect(parseInviteeLines('a@b.in\n'.repeat(1_000))).toHaveLength(301);
  expect(parseInviteeLines('\n'.repeat(MAX_LIST_LENGTH))).toEqual([]);
  expect(parseInviteeLines('\n'.repeat(MAX_LIST_LENGTH + 1))).toBeNull();
});

// Each took time with the square of its length once, and there may be three hundred of them.
test.each([
  ['no sign of an address', 'x'],
  ['nothing but blanks', ' '],
  ['blanks before an address', ' ,<'],
  ['signs of an address', '@'],
  ['quotes', '"'],
])('a line of %s keeps nobody waiting', (_what, sign) => {
  const text = `x${sign.repeat(100_000 / sign.length)}x a@b.in`;
  const began = performance.now();
  expect(parseInviteeLines(text)).toEqual([{ line: 1, invitee: null }]);
  parseInviteeLines(`${sign.repeat(400 / sign.length)}x\n`.repeat(300));
  expect(performance.now() - began).toBeLessThan(500);
});
