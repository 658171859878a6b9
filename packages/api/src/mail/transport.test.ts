/** Against a real SMTP server, read back by a real parser. */
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Mail } from './mail.ts';
import { invitationMail, type MeetingMailFacts } from './meeting-mail.ts';
import { parseSender } from './sender.ts';
import { createMailTransport, type MailTransport } from './transport.ts';

const facts: MeetingMailFacts = {
  meeting: {
    meetingId: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
    kind: 'meeting',
    title: 'बजट समीक्षा, 2026 📅',
    description: '',
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
  sender: 'no-reply@sabha.localhost',
  stamp: new Date('2026-11-20T09:30:00Z'),
};

type Taken = Readonly<{ raw: string; mail: ParsedMail; recipients: readonly string[] }>;
const taken: Taken[] = [];

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const raw = Buffer.concat(chunks);
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      simpleParser(raw).then((mail) => {
        taken.push({ raw: raw.toString('utf8'), mail, recipients });
        done();
      }, done);
    });
  },
});

let port = 0;
let transport: MailTransport;
const open = (host: string) =>
  createMailTransport({ smtpUrl: `smtp://${host}:${port}`, from: 'Sabha <no-reply@sabha.localhost>' });

beforeAll(async () => {
  const listening = server.listen(0);
  await once(listening, 'listening');
  port = (listening.address() as AddressInfo).port;
  transport = open('127.0.0.1');
});
afterAll(async () => {
  transport.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
beforeEach(() => void taken.splice(0));

async function sent(mail: Mail, to = facts.invitee): Promise<Taken> {
  await transport.send(to, mail);
  expect(taken).toHaveLength(1);
  return taken[0]!;
}
const first = (addresses: AddressObject | AddressObject[] | undefined) => [addresses].flat()[0]?.value;

describe('an invitation on the wire', () => {
  test('has text, HTML and the calendar part that Gmail and Outlook read, and the file that others open', async () => {
    const { raw, mail } = await sent(invitationMail(facts));
    expect(mail.subject).toBe('बैठक का आमंत्रण | Invitation to a meeting: बजट समीक्षा, 2026 📅');
    expect(mail.text).toContain('Passcode: K 7 M - 2 Q X - 9 A B');
    expect(mail.html).toContain('<div lang="hi"');

    const types = [...raw.matchAll(/^Content-Type: ([^;\r\n]+(?:; (?:charset|method)=[\w-]+)*)/gim)].map(([, type]) => type);
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
      'text/calendar; charset=utf-8; method=REQUEST',
      'application/ics',
    ]);
    const calendars = mail.attachments.map(({ content }) => content.toString('utf8'));
    expect(calendars).toHaveLength(2);
    expect(calendars[0]).toBe(calendars[1]);
    expect(calendars[0]).toBe(invitationMail(facts).icalEvent?.content);
    expect(mail.attachments.map(({ filename }) => filename)).toContain('invite.ics');
  });

  test('comes from the platform, is answered to the organiser and by no machine', async () => {
    const { mail } = await sent(invitationMail(facts));
    expect(first(mail.from)).toEqual([{ address: 'no-reply@sabha.localhost', name: 'Sabha' }]);
    expect(first(mail.to)).toEqual([{ address: 'sita@example.in', name: 'सीता देवी' }]);
    expect(first(mail.replyTo)).toEqual([{ address: 'asha.rao@example.gov.in', name: 'Asha Rao' }]);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });
});

const injections = [
  'x\r\nBcc: evil@example.com',
  'x\nBcc: evil@example.com',
  'x\rBcc: evil@example.com',
  'x\u2028Bcc: evil@example.com',
  'x\u0000\r\n\r\n<b>body</b>',
  'x>, evil@example.com <',
  '"evil@example.com" <evil@example.com>, x',
  '=?utf-8?Q?x=0D=0ABcc:_evil@example.com?=',
];

test.each(injections)('%j in a title and in every name stays where it is', async (text) => {
  const mail = invitationMail({
    ...facts,
    meeting: { ...facts.meeting, title: text },
    organiser: { ...facts.organiser, name: text },
    invitee: { ...facts.invitee, name: text },
  });
  const received = await sent(mail, { ...facts.invitee, name: text });
  expect(received.recipients).toEqual(['sita@example.in']);
  const shown = [received.mail.subject, first(received.mail.to)?.[0]?.name, first(received.mail.replyTo)?.[0]?.name];
  for (const line of shown) expect(line).not.toMatch(/\p{Cc}|\u2028/u);
  expect([...received.mail.headers.keys()].sort()).toEqual(
    ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'reply-to', 'subject', 'to'].sort(),
  );
  expect(first(received.mail.to)?.map(({ address }) => address)).toEqual(['sita@example.in']);
  expect(first(received.mail.replyTo)?.map(({ address }) => address)).toEqual(['asha.rao@example.gov.in']);
});

test.each(['a@b.c\r\nRCPT TO:<evil@example.com>', 'a@b.c, evil@example.com', '<a@b.c>', 'a b@c.d', ''])(
  'an address like %j is not sent to',
  async (email) => {
    await expect(transport.send({ name: 'x', email }, invitationMail(facts))).rejects.toMatchObject({ isPermanent: true });
    expect(taken).toEqual([]);
  },
);

describe('a refusal', () => {
  /** A server that says no at one command of SMTP. */
  const refusals = {
    greeting: (code: number) => ({ onConnect: refuse(code) }),
    AUTH: (code: number) => ({ onAuth: refuse(code) }),
    'MAIL FROM': (code: number) => ({ onMailFrom: refuse(code) }),
    'RCPT TO': (code: number) => ({ onRcptTo: refuse(code) }),
    DATA: (code: number) => ({
      onData: (stream: SMTPServerDataStream, _session: unknown, done: Done) => {
        stream.resume();
        stream.on('end', () => refuse(code)(null, null, done));
      },
    }),
  } as const satisfies Readonly<Record<string, (code: number) => SMTPServerOptions>>;
  type Done = (error?: Error | null) => void;
  const refuse = (responseCode: number) => (_what: unknown, _session: unknown, done?: Done) => {
    const answer = done ?? (_session as Done);
    answer(Object.assign(new Error('not sita@example.in'), { responseCode }));
  };

  async function answerOf(command: keyof typeof refusals, code: number): Promise<unknown> {
    const host = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: true,
      ...refusals[command](code),
    });
    host.on('error', () => undefined); // what it refuses is its own error, too
    const listening = host.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port: own } = listening.address() as AddressInfo;
    const signIn = command === 'AUTH' ? 'sabha:rotated@' : '';
    const relay = createMailTransport({ smtpUrl: `smtp://${signIn}127.0.0.1:${own}`, from: 'no-reply@sabha.localhost' });
    try {
      return await relay.send(facts.invitee, invitationMail(facts)).catch((error: unknown) => error);
    } finally {
      relay.close();
      await new Promise<void>((resolve) => host.close(() => resolve()));
    }
  }

  test.each([
    ['greeting', 554, false],
    ['AUTH', 535, false],
    ['AUTH', 454, false],
    ['MAIL FROM', 550, false],
    ['MAIL FROM', 530, false],
    ['MAIL FROM', 451, false],
    ['RCPT TO', 550, true],
    ['RCPT TO', 553, true],
    ['RCPT TO', 530, false],
    ['RCPT TO', 450, false],
    ['DATA', 554, true],
    ['DATA', 552, true],
    ['DATA', 451, false],
  ] as const)('to %s by %i is for good: %s, and says nothing about the person', async (command, code, isPermanent) => {
    const error = await answerOf(command, code);
    expect(error).toMatchObject({ name: 'MailNotTaken', isPermanent });
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain('sita');
  });
});

test('a server that is not there is a reason to try again', async () => {
  const nowhere = createMailTransport({ smtpUrl: 'smtp://127.0.0.1:9', from: 'no-reply@sabha.localhost' });
  await expect(nowhere.send(facts.invitee, invitationMail(facts))).rejects.toMatchObject({ isPermanent: false });
  nowhere.close();
});

test('another host is not talked to in the clear', async () => {
  const other = open('127.0.0.2');
  await expect(other.send(facts.invitee, invitationMail(facts))).rejects.toThrow('ETLS');
  expect(taken).toEqual([]);
  other.close();
});

test('the sender is read, or refused at the start', () => {
  expect(parseSender('Sabha <no-reply@a.in>')).toEqual({ name: 'Sabha', email: 'no-reply@a.in' });
  expect(parseSender('"सभा" <no-reply@a.in>')).toEqual({ name: 'सभा', email: 'no-reply@a.in' });
  expect(parseSender('no-reply@a.in')).toEqual({ name: '', email: 'no-reply@a.in' });
  for (const wrong of ['', 'Sabha', 'a@b, c@d', 'Sabha <a@b', 'a@b>', 'x\r\nBcc: y <a@b>']) {
    expect(() => parseSender(wrong), wrong).toThrow(RangeError);
  }
});
