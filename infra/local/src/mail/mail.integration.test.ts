import { connect } from 'node:net';
import { beforeEach, expect, inject, test } from 'vitest';
import type { MailMessage } from './mailbox.ts';

const { env, ports } = inject('sabha');

beforeEach(async () => {
  await fetch(`${env.MAILBOX_URL}/api/messages`, { method: 'DELETE' });
});

/** Speaks SMTP itself, so that what arrives is what was sent, byte for byte. */
async function sendMail(to: readonly string[], lines: readonly string[]): Promise<void> {
  const socket = connect(ports.mailSmtp, '127.0.0.1').setEncoding('utf8');
  const answers = socket[Symbol.asyncIterator]() as AsyncIterableIterator<string>;
  const say = async (line: string | undefined, expected: string) => {
    if (line !== undefined) socket.write(`${line}\r\n`);
    const { value } = (await answers.next()) as { value: string };
    expect(value).toMatch(new RegExp(`^${expected}`));
  };
  await say(undefined, '220');
  await say('HELO test', '250');
  await say('MAIL FROM:<from@sabha.localhost>', '250');
  for (const address of to) await say(`RCPT TO:<${address}>`, '250');
  await say('DATA', '354');
  await say([...lines, '.'].join('\r\n'), '250');
  socket.end();
}

async function messages(query = ''): Promise<readonly MailMessage[]> {
  return (await fetch(`${env.MAILBOX_URL}/api/messages${query}`)).json() as Promise<readonly MailMessage[]>;
}

const withScript = [
  'From: Sabha <no-reply@sabha.localhost>',
  'To: visible@example.org',
  'Subject: =?UTF-8?B?4KSo4KSu4KS44KWN4KSk4KWH?= <b>&',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Open http://localhost:3000/j/abc?one=1&two=2 please',
  '--x',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<script>alert(1)</script><p>hello</p><img src="http://elsewhere.example/x.png">',
  '--x',
  'Content-Type: text/calendar; method=REQUEST; name=invite.ics',
  'Content-Disposition: attachment; filename=invite.ics',
  '',
  'BEGIN:VCALENDAR',
  'END:VCALENDAR',
  '--x--',
];

test('a mail is kept with subject, recipients of the envelope, both texts and the attachment', async () => {
  await sendMail(['visible@example.org', 'hidden@example.org'], withScript);
  const [mail, ...rest] = await messages();
  expect(rest).toEqual([]);
  expect(mail).toMatchObject({ subject: 'नमस्ते <b>&', to: ['visible@example.org', 'hidden@example.org'] });
  expect(mail?.text).toContain('Open http://localhost:3000/j/abc?one=1&two=2 please');
  expect(mail?.attachments).toEqual([
    expect.objectContaining({ index: 0, filename: 'invite.ics', contentType: 'text/calendar' }),
  ]);
  const file = await fetch(`${env.MAILBOX_URL}/api/messages/${mail?.id ?? ''}/attachments/0`);
  expect(await file.text()).toContain('BEGIN:VCALENDAR');
});

test('the newest comes first, and one recipient can be asked for', async () => {
  await sendMail(['one@example.org'], ['Subject: first', '', 'a']);
  await sendMail(['two@example.org'], ['Subject: second', '', 'b']);
  expect((await messages()).map(({ subject }) => subject)).toEqual(['second', 'first']);
  expect((await messages('?to=ONE@example.org')).map(({ subject }) => subject)).toEqual(['first']);
});

test('the page of a mail runs nothing and loads nothing of it', async () => {
  await sendMail(['visible@example.org'], withScript);
  const id = (await messages())[0]?.id ?? '';
  const page = await fetch(`${env.MAILBOX_URL}/messages/${id}`);
  const html = await page.text();
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<b>&');
  expect(html).toMatch(/<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  expect(html).toContain('href="http://localhost:3000/j/abc?one=1&amp;two=2"');
  const framed = await fetch(`${env.MAILBOX_URL}/messages/${id}/html`);
  for (const answer of [page, framed]) expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
});

test.each([
  '/messages/..%2f..%2fsecrets.json',
  '/api/messages/../../secrets.json/raw',
  '/api/messages/nothing/raw',
  '/messages/x/html',
  '/elsewhere',
])('%s is not found', async (path) => {
  expect((await fetch(env.MAILBOX_URL + path)).status).toBe(404);
});

test('the inbox can be read and emptied, nothing else', async () => {
  expect((await fetch(`${env.MAILBOX_URL}/api/messages`, { method: 'POST', body: '{}' })).status).toBe(405);
});
