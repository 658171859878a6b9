import type { MeetingDetail } from '@sabha/domain/meeting/contract';
import { describe, expect, test } from 'vitest';
import { problemOf, readMeetingEdit, readNewMeeting, valuesOfMeeting } from './meeting-form-data.ts';
import { emptyValues, type FormValues } from './meeting-form-state.ts';

const good: FormValues = {
  ...emptyValues,
  title: 'Review of the monsoon plan',
  departmentId: '01890000-0000-7000-8000-000000000001',
  date: '2026-11-23',
  time: '10:30',
  invitees: 'Asha Rao, asha@example.in\n\nKiran, kiran@example.in, co-host',
};
function sent(changed: Partial<FormValues> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...good, ...changed })) if (value !== '') form.set(name, value);
  return form;
}
const problemsOf = (changed: Partial<FormValues>) => {
  const read = readNewMeeting(sent(changed), 'en');
  return 'problems' in read ? read.problems.map(({ field, text }) => `${field}: ${text}`) : [];
};

test('a form that was filled in well is a request', () => {
  const read = readNewMeeting(sent(), 'en');
  expect('request' in read && read.request).toEqual({
    kind: 'meeting',
    departmentId: good.departmentId,
    title: good.title,
    description: '',
    startsAt: '2026-11-23T05:00:00.000Z',
    durationMinutes: 60,
    timeZone: 'Asia/Kolkata',
    access: 'link',
    options: { waitingRoom: 'everyone', screenShare: 'host', chat: true, site: null, abroad: 'allowed' },
    invitees: [
      { name: 'Asha Rao', email: 'asha@example.in', role: 'participant' },
      { name: 'Kiran', email: 'kiran@example.in', role: 'cohost' },
    ],
  });
});

test('an unticked box is sent by no browser: chat is off', () => {
  const read = readNewMeeting(sent({ chat: '' }), 'en');
  expect('request' in read && read.request.options?.chat).toBe(false);
});

describe('what is wrong stands at its field', () => {
  test.each([
    [{ title: '   ' }, ['title: Enter a title of at most 160 characters']],
    [{ title: 'x'.repeat(161) }, ['title: Enter a title of at most 160 characters']],
    [{ title: 'one\u0007two' }, ['title: Enter a title of at most 160 characters']],
    [{ description: 'x'.repeat(4001) }, ['description: The description may have at most 4,000 characters']],
    [{ date: '2026-02-30' }, ['date: Enter a day and a time']],
    [{ time: '' }, ['date: Enter a day and a time']],
    [{ durationMinutes: '0' }, ['durationMinutes: Enter a duration between 5 and 1440 minutes']],
    [{ durationMinutes: '14400' }, ['durationMinutes: Enter a duration between 5 and 1440 minutes']],
    [{ durationMinutes: 'ten' }, ['durationMinutes: Enter a duration between 5 and 1440 minutes']],
    [{ timeZone: 'Asia/Atlantis' }, ['timeZone: Choose a time zone']],
    [{ departmentId: 'mine' }, ['departmentId: Choose a department']],
    [{ access: 'everybody' }, ['access: Choose one of the options']],
    [{ waitingRoom: 'maybe' }, ['waitingRoom: Choose one of the options']],
    [{ site: 'Delhi!' }, ['site: Choose one of the options']],
    [{ abroad: 'maybe' }, ['abroad: Choose one of the options']],
    [{ kind: 'party' }, ['kind: Choose one of the options']],
    [{ invitees: 'Asha, asha@example.in\nnobody' }, ['invitees: Invitations, line 2: write it as name, email address, role']],
    [{ invitees: '\nAsha, asha@x' }, ['invitees: Invitations, line 2: write it as name, email address, role']],
    [{ invitees: 'Asha, asha@example.in\n'.repeat(301) }, ['invitees: At most 300 people can be invited']],
    [{ invitees: 'x'.repeat(200_000) }, ['invitees: At most 300 people can be invited']],
    [
      { invitees: `Asha, ${'x'.repeat(500)}@example.in` },
      ['invitees: Invitations, line 1: write it as name, email address, role'],
    ],
    [
      { title: '', durationMinutes: '1' },
      ['title: Enter a title of at most 160 characters', 'durationMinutes: Enter a duration between 5 and 1440 minutes'],
    ],
  ])('%o', (changed, problems) => {
    expect(problemsOf(changed)).toEqual(problems);
  });

  test('in the reader’s language', () => {
    const read = readNewMeeting(sent({ title: '' }), 'hi');
    expect('problems' in read && read.problems[0]?.text).toMatch(/\p{Script=Devanagari}/u);
  });
});

test('an edit sends neither kind nor department, and is not asked for them', () => {
  const meetingId = '01890000-0000-7000-8000-000000000002';
  const read = readMeetingEdit(sent({ departmentId: '', kind: 'webinar' }), { meetingId, locale: 'en' });
  expect('request' in read && read.request).toMatchObject({ meetingId, title: good.title });
  expect('request' in read && Object.keys(read.request)).not.toContain('departmentId');
  expect('request' in read && Object.keys(read.request)).not.toContain('kind');
});

test.each([
  [{ field: 'startsAt', reason: 'past' }, 'date', 'The start lies in the past'],
  [{ field: 'site', reason: 'no_media_there' }, 'site', 'Choose a site that carries sound and picture'],
  [{ field: 'invitees', index: 1, reason: 'duplicate' }, 'invitees', 'Invitations, line 3: this address is there twice'],
  [
    { field: 'invitees', index: 1, reason: 'cohost_is_no_host' },
    'invitees',
    'Invitations, line 3: a co-host needs the role of a host in your ministry',
  ],
  [
    { field: 'invitees', index: 1, reason: 'cohost_by_organiser' },
    'invitees',
    'Invitations, line 3: only the organiser can make somebody a co-host',
  ],
])('the use case’s own finding %o stands at its field', (...[evidence, field, text]) => {
  expect(problemOf(evidence as never, { values: good, locale: 'en' })).toEqual({ field, text });
});

test('a meeting that is opened for an edit and sent back unchanged stays as it is', () => {
  const meeting: MeetingDetail = {
    meetingId: '01890000-0000-7000-8000-000000000002',
    kind: 'meeting',
    title: 'समीक्षा',
    status: 'scheduled',
    startsAt: '2026-07-01T09:00:00.000Z',
    durationMinutes: 45,
    timeZone: 'Europe/London',
    joinCode: 'k7m-4qtx-9hb',
    organiserName: 'Asha',
    departmentName: 'D',
    departmentNameHi: 'वि',
    isHost: true,
    description: 'One\nTwo',
    access: 'ministry',
    options: { waitingRoom: 'guests', screenShare: 'everyone', chat: false, site: 'del1', abroad: 'refused' },
    locked: false,
    passcode: null,
    maySeeReceipt: false,
    invitees: [{ name: 'Kiran', email: 'kiran@example.in', role: 'panellist' }],
    mayEdit: true,
  };
  const { meetingId, title, startsAt, durationMinutes, timeZone, description, access, options, invitees } = meeting;
  const read = readMeetingEdit(sent(valuesOfMeeting(meeting, 'hi')), { meetingId, locale: 'hi' });
  expect('request' in read && read.request).toEqual({
    meetingId,
    title,
    startsAt,
    durationMinutes,
    timeZone,
    description,
    access,
    options,
    invitees,
  });
});
