import { normaliseCode } from '@sabha/domain/meeting/codes';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import {
  cancelledMail,
  changedMail,
  invitationMail,
  type MeetingMailFacts,
  spacedPasscode,
  withdrawnMail,
} from './meeting-mail.ts';
import { signInLinkMail } from './sign-in-link.ts';

const facts: MeetingMailFacts = {
  meeting: {
    meetingId: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
    kind: 'meeting',
    title: 'Budget review',
    description: 'Agenda:\n1. Last year',
    startsAt: new Date('2026-11-23T05:00:00Z'),
    durationMinutes: 60,
    timeZone: 'Asia/Kolkata',
    joinCode: 'ABC0123DEF',
    sequence: 0,
  },
  organiser: { name: 'Asha Rao', email: 'asha.rao@example.gov.in' },
  invitee: { name: 'सीता देवी', email: 'sita@example.in' },
  entry: { by: 'passcode', passcode: 'K7M2QX9AB' },
  publicUrl: 'https://sabha.example.in',
  sender: 'no-reply@sabha.example.in',
  stamp: new Date('2026-11-20T09:30:00Z'),
};
const JOIN_URL = 'https://sabha.example.in/j/abc-0123-def';
const about = (changes: Partial<MeetingMailFacts['meeting']>): MeetingMailFacts => ({
  ...facts,
  meeting: { ...facts.meeting, ...changes },
});

function event(content = '') {
  const component = new ICAL.Component(ICAL.parse(content) as unknown[]).getFirstSubcomponent('vevent');
  return (name: string) => component?.getFirstPropertyValue(name)?.toString();
}

describe('an invitation', () => {
  const mail = invitationMail(facts);

  test('says all of it in plain text, in both languages', () => {
    for (const said of [
      'बैठक का आमंत्रण',
      'Invitation to a meeting',
      'Asha Rao invites you to a meeting.',
      'Asha Rao ने आपको एक बैठक में आमंत्रित किया है।',
      'Title: Budget review',
      'Date and time: Mon, 23 Nov 2026, 10:30 am to 11:30 am IST',
      'तारीख और समय: सोमवार, 23 नवंबर 2026, सुबह 10:30 बजे से सुबह 11:30 बजे तक (IST)',
      'Organiser: Asha Rao (asha.rao@example.gov.in)',
      JOIN_URL,
      'Passcode: K 7 M - 2 Q X - 9 A B',
      'Agenda:\n1. Last year',
    ]) {
      expect(mail.text).toContain(said);
    }
  });

  test('has Hindi first, then English, each marked as what it is', () => {
    expect(mail.subject).toBe('बैठक का आमंत्रण | Invitation to a meeting: Budget review');
    expect([...mail.html.matchAll(/<div lang="(\w+)"/g)].map(([, lang]) => lang)).toEqual(['hi', 'en']);
    expect(mail.text.indexOf('सीता देवी जी')).toBeLessThan(mail.text.indexOf('Dear सीता देवी'));
  });

  test('loads nothing from anywhere and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|object|form|video|style)|url\(|@import|\son\w+=|javascript:/i);
    const addresses = [...mail.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect([...new Set(addresses)]).toEqual([JOIN_URL]);
  });

  test('has the text of its HTML in its plain text too', () => {
    const fromHtml = mail.html
      .replace(/^.*<body/s, '')
      .replace(/<[^<>]*>/g, '\n')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('style='));
    for (const line of fromHtml) expect(mail.text).toContain(line);
  });

  test('carries the calendar entry, with the way in', () => {
    expect(mail.icalEvent?.method).toBe('REQUEST');
    const read = event(mail.icalEvent?.content);
    expect(read('summary')).toBe('Budget review');
    expect(read('location')).toBe(JOIN_URL);
    expect(read('description')).toBe(
      `शामिल होने का लिंक | Join link: ${JOIN_URL}\nपासकोड | Passcode: K 7 M - 2 Q X - 9 A B\n\nAgenda:\n1. Last year`,
    );
    expect(read('dtstamp')).toBe('2026-11-20T09:30:00Z');
  });

  test('is answered to the organiser', () => {
    expect(mail.replyTo).toEqual(facts.organiser);
  });
});

test('a meeting in another zone says Indian time too', () => {
  const { text } = invitationMail(about({ timeZone: 'Europe/London' }));
  expect(text).toContain('Date and time: Mon, 23 Nov 2026, 5:00 am to 6:00 am GMT');
  expect(text).toContain('In Indian time: Mon, 23 Nov 2026, 10:30 am to 11:30 am IST');
  expect(invitationMail(facts).text).not.toContain('In Indian time');
  expect(invitationMail(about({ timeZone: 'Asia/Calcutta' })).text).not.toContain('In Indian time');
});

test('the spaced passcode is taken as it is by the join page', () => {
  expect(spacedPasscode('K7M2QX9AB')).toBe('K 7 M - 2 Q X - 9 A B');
  expect(normaliseCode(spacedPasscode('K7M2QX9AB'), 9)).toBe('K7M2QX9AB');
});

test('who gets in without a passcode is shown none', () => {
  for (const by of ['account', 'link'] as const) {
    const { text, html, icalEvent } = invitationMail({ ...facts, entry: { by } });
    expect(`${text}${html}${icalEvent?.content ?? ''}`).not.toMatch(/passcode:|पासकोड:|K 7 M/i);
  }
});

test('a change replaces what was said before, in the calendar too', () => {
  const mail = changedMail(about({ sequence: 2 }));
  expect(mail.subject).toBe('बैठक में बदलाव | Meeting changed: Budget review');
  expect(mail.text).toContain(JOIN_URL);
  const read = event(mail.icalEvent?.content);
  expect([mail.icalEvent?.method, read('sequence'), read('uid')]).toEqual([
    'REQUEST',
    '2',
    event(invitationMail(facts).icalEvent?.content)('uid'),
  ]);
});

test.each([
  ['a cancellation', cancelledMail, 'बैठक रद्द | Meeting cancelled: Budget review', 'Asha Rao has cancelled this meeting.'],
  [
    'a withdrawal',
    withdrawnMail,
    'आमंत्रण वापस लिया गया | Invitation withdrawn: Budget review',
    'Asha Rao has withdrawn your invitation to this meeting.',
  ],
] as const)('%s takes the entry out of the calendar and opens no door', (_, make, ...[subject, lead]) => {
  const mail = make(about({ sequence: 3 }));
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(lead);
  expect(`${mail.text}${mail.html}`).not.toMatch(/K 7 M|\/j\//);
  expect(mail.icalEvent?.method).toBe('CANCEL');
  expect(mail.icalEvent?.content).not.toContain('K 7 M');
  expect(event(mail.icalEvent?.content)('status')).toBe('CANCELLED');
});

test('a webinar is called a webinar', () => {
  const { text } = invitationMail(about({ kind: 'webinar' }));
  expect(text).toContain('invites you to a webinar');
  expect(text).toContain('वेबिनार में शामिल हों');
});

test('what people wrote stays text in HTML', () => {
  const hostile = `<script>alert(1)</script>" onload="x' & <a href="https://evil.example">`;
  const { html } = invitationMail({
    ...about({ title: hostile, description: hostile }),
    organiser: { name: hostile, email: 'asha.rao@example.gov.in' },
    invitee: { name: hostile, email: 'sita@example.in' },
  });
  expect(html).not.toMatch(/<script|<a href="https:\/\/evil|" onload="/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x&#39; &amp;');
});

test('a description cannot turn the direction of reading or hide controls', () => {
  const { text, html } = invitationMail(about({ description: 'a\u202eb\u0007c\u2066d\ud83d' }));
  expect(`${text}${html}`).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0007]|\p{Cs}/u);
});

describe('a sign-in link', () => {
  const confirmUrl = 'https://sabha.example.in/sign-in/confirm?token=abc&x=1';
  const mail = signInLinkMail({ confirmUrl, minutes: 10, locale: 'en' });

  test('leads to the confirming page and says its terms in both languages', () => {
    expect(mail.text).toContain(confirmUrl);
    expect(mail.html).toContain('href="https://sabha.example.in/sign-in/confirm?token=abc&amp;x=1"');
    expect(mail.text).toContain('The link works for 10 minutes and only once.');
    expect(mail.text).toContain('यह लिंक 10 मिनट तक और केवल एक बार काम करेगा।');
  });

  test('begins with the language of the page where it was asked for', () => {
    expect(mail.subject).toBe('Your link to sign in to Sabha | सभा में साइन इन करने का लिंक');
    expect(mail.html).toContain('<html lang="en">');
    expect(signInLinkMail({ confirmUrl, minutes: 10, locale: 'hi' }).html).toContain('<html lang="hi">');
  });

  test('is no calendar entry and expects no answer', () => {
    expect([mail.icalEvent, mail.replyTo]).toEqual([undefined, undefined]);
  });
});
