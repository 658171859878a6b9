import { errorCodes } from '@sabha/domain/errors';
import { reportTexts } from '@sabha/domain/incident/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from './core/member-context.ts';
import { callByName, type Estate, makeEstate, type ProcedurePath, procedurePaths, requests } from './testing/every-procedure.ts';
import { type Harness, openHarness } from './testing/harness.ts';
import { type InputField, inputFieldsOf, withField } from './testing/input-fields.ts';
import { browser, refusal, type Scheduled, schedule } from './testing/meetings.ts';
import { as, makeMinistry } from './testing/ministries.ts';

type Fields = Readonly<Record<string, unknown>>;

let harness: Harness;
let estate: Estate;
let administrator: MemberContext;
let planned: Scheduled;

beforeAll(async () => {
  harness = await openHarness();
  estate = await makeEstate(harness, await makeMinistry(harness, 'inputs'));
  administrator = await as(harness, estate.ministry, 'administrator');
  planned = await schedule(administrator);
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
/** What a client says of the ends it met is kept as it said it, and believed in nothing. */
const saidOfRoutes = ['sid', 'nodeId', 'region', 'iceServers', 'address', 'url', 'end'];
/** What people write as they like; whatever else is a text has to be one of certain ones. */
const free = [
  ...['title', 'description', 'name', 'nameHi', 'displayName', 'reason', 'lastEventId', 'reference'],
  ...reportTexts,
  ...saidOfRoutes,
];
/** What may be nothing. */
const nullable = ['lastEventId', 'site'];
/** Nothing that came in may break anything. */
const allowed: readonly unknown[] = ['no refusal', ...errorCodes.filter((code) => code !== 'internal')];

/** What a field of that kind really takes. */
function fits({ takes, name }: InputField, value: unknown): boolean {
  if (value === null) return nullable.includes(name);
  if (takes === 'array') return Array.isArray(value) && value.length === 0;
  if (takes === 'object')
    return name === 'options' && typeof value === 'object' && Object.keys(value).length === 0 && !Array.isArray(value);
  return takes === 'boolean' && typeof value === 'boolean';
}

describe.each(procedurePaths.filter((path) => path !== 'me.get'))('%s', (path) => {
  const fields = inputFieldsOf(path);
  const sent = (field: InputField, value: unknown) => send(path, withField(requestOf(path), field.path, value));

  it.each([undefined, null, 'text', 0, true, [], [{}]])('refuses %j in place of its fields', async (input) => {
    expect(await send(path, input)).toBe('bad_input');
  });

  it('refuses what it does not know, at any depth', async () => {
    const within = fields.filter(({ takes }) => takes === 'object').map(({ path: inside }) => inside);
    for (const inside of [[], ...within])
      expect(await send(path, withField(requestOf(path), [...inside, 'somethingElse'], 1))).toBe('bad_input');
  });

  it('refuses every field of another type, or longer than anything', async () => {
    for (const field of fields)
      for (const value of nothingOfAKind) {
        if (fits(field, value)) continue;
        expect([field.path, value, await sent(field, value)]).toEqual([field.path, value, 'bad_input']);
      }
  });

  it('refuses every text where only certain ones can be, and breaks at none', async () => {
    for (const field of fields)
      for (const text of hostile) {
        const outcome = await sent(field, text);
        expect([field.path, text, free.includes(field.name) ? allowed : 'bad_input']).toEqual([
          field.path,
          text,
          free.includes(field.name) && allowed.includes(outcome) ? allowed : outcome,
        ]);
      }
  });
});

describe.each(['meeting.schedule', 'meeting.edit'] as const)('a meeting, by %s,', (path) => {
  // The estate's own has begun already, and would not be moved for that reason.
  const sent = (more: Fields) =>
    send(path, { ...requestOf(path), ...(path === 'meeting.edit' && { meetingId: planned.meetingId }), ...more });
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
  ] as [string, Record<string, unknown>][])('%s is refused', async (...[, more]) => {
    const input = Object.fromEntries(
      Object.entries(more).map(([field, value]) => [field, typeof value === 'function' ? (value as () => unknown)() : value]),
    );
    expect(await sent(input)).toBe('bad_input');
  });
});

it('a meeting in a department of nobody is not made', async () => {
  expect(await send('meeting.schedule', { ...requestOf('meeting.schedule'), departmentId: crypto.randomUUID() })).toBe(
    'not_found',
  );
});

describe.each([
  "Robert'); DROP TABLE meetings;--",
  '<script>alert("x")</script> & <b>bold</b>',
  'प्रदर्शन मंत्रालय की बैठक',
  'اجلاس 🙂 👩🏽‍💻',
  'cafe\u0301',
  '${jndi:ldap://x} {{7*7}} %s %n',
])('what somebody calls %s', (text) => {
  const kept = text.normalize('NFC');
  const call = (path: ProcedurePath, input: unknown) => callByName(administrator, path, input);

  it('is kept as it was typed: a title, a description, somebody who is invited', async () => {
    const invitees = [{ email: 'a@b.example', name: text }];
    const input = { ...requestOf('meeting.schedule'), title: text, description: `${text}\n${text}`, invitees };
    const { meetingId } = (await call('meeting.schedule', input)) as { meetingId: string };
    expect(await call('meeting.get', { meetingId })).toMatchObject({
      title: kept,
      description: `${kept}\n${kept}`,
      invitees: [{ name: kept }],
    });
  });

  it('is kept as it was typed: a guest', async () => {
    const { joinCode, passcode } = estate.open;
    const door = await callByName(browser(harness), 'join.asGuest', { joinCode, passcode, displayName: text });
    expect(door).toMatchObject({ displayName: kept });
  });

  it('is kept as it was typed: a department, a member of it', async () => {
    const { ministryId } = estate.ministry;
    const names = { name: text, nameHi: `${text} हि` };
    const { departmentId } = (await call('organisation.addDepartment', { ministryId, ...names })) as { departmentId: string };
    expect(await call('organisation.departments', {})).toContainEqual(
      expect.objectContaining({ departmentId, name: kept, nameHi: `${kept} हि` }),
    );
    const email = `m${crypto.randomUUID()}@inputs.example`;
    await call('organisation.addMember', { departmentId, email, name: text, role: 'member' });
    expect(await call('organisation.members', { departmentId })).toMatchObject([{ email, name: kept }]);
  });
});

it('leaves all tables where they were', async () => {
  const [row] = await harness.owner`select count(*)::int as meetings from meetings`;
  expect(row?.['meetings']).toBeGreaterThan(2);
});
