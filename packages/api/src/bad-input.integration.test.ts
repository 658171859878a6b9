import { lineSchema } from '@sabha/domain/organisation/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from './core/member-context.ts';
import { callByName, type Estate, makeEstate, type ProcedurePath, procedurePaths, requests } from './testing/every-procedure.ts';
import { type Harness, openHarness } from './testing/harness.ts';
import { browser, refusal } from './testing/meetings.ts';
import { as, makeMinistry } from './testing/ministries.ts';

type Fields = Readonly<Record<string, unknown>>;

let harness: Harness;
let estate: Estate;
let administrator: MemberContext;

beforeAll(async () => {
  harness = await openHarness();
  estate = await makeEstate(harness, await makeMinistry(harness, 'inputs'));
  administrator = await as(harness, estate.ministry, 'administrator');
});
afterAll(() => harness.close());

const requestOf = (path: ProcedurePath): Fields => ({ ...(requests[path](estate) as Fields | undefined) });
/** From a new address each time: what is tested here is not the limit. */
const send = (path: ProcedurePath, input: unknown) =>
  refusal(callByName({ ...administrator, address: browser(harness).address }, path, input));

const nothingOfAKind: readonly unknown[] = [null, 0, -1, NaN, true, [], {}, [[]], { toString: 'x' }, 'x'.repeat(100_000)];
/** Texts that are somebody's idea of an attack and nobody's idea of an id, a code, a date or a role. */
const hostile = [
  '',
  ' ',
  "'; drop table meetings; --",
  "' OR '1'='1",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  '../../etc/passwd',
  '%00',
  '\u0000',
  'a\r\nBcc: x@y.example',
  '\u202Eevil',
  '\ud800',
  '🙂'.repeat(200),
  'e\u0301'.repeat(5000),
  '__proto__',
];
const ids = ['departmentId', 'meetingId', 'membershipId', 'participantId', 'ministryId'];
const closedSets = [
  'role',
  'when',
  'source',
  'access',
  'kind',
  'startsAt',
  'timeZone',
  'joinCode',
  'passcode',
  'email',
  'ministrySlug',
  ...ids,
];

describe.each(procedurePaths.filter((path) => path !== 'me.get'))('%s', (path) => {
  it.each([undefined, null, 'text', 0, true, [], [{}]])('refuses %j in place of its fields', async (input) => {
    expect(await send(path, input)).toBe('bad_input');
  });

  it('refuses what it does not know', async () => {
    expect(await send(path, { ...requestOf(path), somethingElse: 1 })).toBe('bad_input');
  });

  it('refuses every field of another type, or longer than anything', async () => {
    for (const field of Object.keys(requestOf(path)))
      for (const value of nothingOfAKind) {
        if (fits(field, value)) continue;
        expect([field, value, await send(path, { ...requestOf(path), [field]: value })]).toEqual([field, value, 'bad_input']);
      }
  });

  it('refuses every text where only certain ones can be', async () => {
    for (const field of Object.keys(requestOf(path)).filter((name) => closedSets.includes(name)))
      for (const text of hostile)
        expect([field, text, await send(path, { ...requestOf(path), [field]: text })]).toEqual([field, text, 'bad_input']);
  });

  it('breaks at nothing that is typed', async () => {
    for (const field of Object.keys(requestOf(path)))
      for (const text of hostile) {
        const outcome = await send(path, { ...requestOf(path), [field]: text });
        expect([field, text, typeof outcome]).toEqual([field, text, 'string']);
        expect(outcome).not.toBe('INTERNAL_SERVER_ERROR');
      }
  });
});

/** What a field really takes. */
function fits(field: string, value: unknown): boolean {
  if (['locked', 'raised'].includes(field)) return typeof value === 'boolean';
  if (['invitees', 'iceServers', 'pairs'].includes(field)) return Array.isArray(value) && value.length === 0;
  return false;
}

describe('a meeting', () => {
  const scheduled = (more: Fields) => send('meeting.schedule', { ...requestOf('meeting.schedule'), ...more });
  const inMinutes = (minutes: number) => new Date(harness.clock.now.getTime() + minutes * 60_000).toISOString();

  it.each([
    ['in the past', { startsAt: () => inMinutes(-60) }],
    ['of no length', { durationMinutes: 0 }],
    ['of less than five minutes', { durationMinutes: 4 }],
    ['of ten days', { durationMinutes: 10 * 24 * 60 }],
    ['of a fraction of a minute', { durationMinutes: 30.5 }],
    ['of no end', { durationMinutes: Infinity }],
    ['in an unknown zone', { timeZone: 'Mars/Olympus_Mons' }],
    ['in a zone that is a path', { timeZone: '../../etc/localtime' }],
    ['at no date', { startsAt: '2030-02-30T10:00:00Z' }],
    ['at a local time that could be anywhere', { startsAt: '2030-01-01T10:00:00' }],
    ['at a day', { startsAt: '2030-01-01' }],
    ['without a title', { title: '   ' }],
    ['with two lines of title', { title: 'One\nTwo' }],
    ['with a title that is too long', { title: 'x'.repeat(161) }],
    [
      'with more than 300 invited',
      { invitees: Array.from({ length: 301 }, (_, i) => ({ email: `a${i}@b.example`, name: 'A' })) },
    ],
    ['with somebody invited twice', { invitees: ['x@b.example', 'X@B.example'].map((email) => ({ email, name: 'X' })) }],
    ['with a mail address that is two', { invitees: [{ email: 'a@b.example, c@d.example', name: 'A' }] }],
    ['with a header in a name', { invitees: [{ email: 'a@b.example', name: 'A\r\nBcc: c@d.example' }] }],
    ['with an unknown option', { options: { recording: true } }],
    ['with an option of another type', { options: { chat: 'yes' } }],
    ['in a department of nobody', { departmentId: crypto.randomUUID() }, 'not_found'],
  ] as [string, Record<string, unknown>, string?][])('%s is refused', async (...[, more, code = 'bad_input']) => {
    const input = Object.fromEntries(
      Object.entries(more).map(([field, value]) => [field, typeof value === 'function' ? (value as () => unknown)() : value]),
    );
    expect(await scheduled(input)).toBe(code);
  });

  it.each([
    "Robert'); DROP TABLE meetings;--",
    '<script>alert("x")</script> & <b>bold</b>',
    'प्रदर्शन मंत्रालय की बैठक',
    'اجلاس 🙂 👩🏽‍💻',
    'cafe\u0301',
    '${jndi:ldap://x} {{7*7}} %s %n',
  ])('keeps a title as it was typed: %s', async (title) => {
    const input = {
      ...requestOf('meeting.schedule'),
      title,
      description: `${title}\n${title}`,
      invitees: [{ email: 'a@b.example', name: title }],
    };
    const { meetingId } = (await callByName(administrator, 'meeting.schedule', input)) as { meetingId: string };
    const kept = await callByName(administrator, 'meeting.get', { meetingId });
    const expected = lineSchema(160).parse(title);
    expect(kept).toMatchObject({ title: expected, description: `${expected}\n${expected}`, invitees: [{ name: expected }] });
    expect(expected).toBe(title.normalize('NFC'));
  });
});

it('leaves all tables where they were', async () => {
  const [row] = await harness.owner`select count(*)::int as meetings from meetings`;
  expect(row?.['meetings']).toBeGreaterThan(2);
});
