/** Hands mails to the SMTP server of the operator. Knows no template and no job. */
import { createTransport } from 'nodemailer';
import type { Mail, MailAddress } from './mail.ts';
import { parseSender } from './sender.ts';
import { parseSmtpUrl } from './smtp-url.ts';

export type MailTransport = Readonly<{
  /** The address mails come from; the calendar entry names it too. */
  sender: MailAddress;
  /** Resolves once the server has taken the mail. Throws MailNotTaken. */
  send(to: MailAddress, mail: Mail): Promise<void>;
  close(): void;
}>;

/** Carries no address, no text and no answer of the server, which may quote both: it goes to the log. */
export class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken';
  /** The server said no to this person or this mail for good: trying again would be of no use. */
  readonly isPermanent: boolean;

  constructor(reason: string, isPermanent: boolean) {
    super(`the mail server did not take a mail: ${reason}`);
    this.isPermanent = isPermanent;
  }
}

export type MailSettings = Readonly<{
  /** See smtp-url.ts. */
  smtpUrl: string;
  /** "Sabha <no-reply@example.gov.in>" */
  from: string;
}>;

const SECONDS = 1000;
/** For a relay that answers each command just in time. Less than the queue gives a job, so that it is told of and tried again. */
const PATIENCE_MS = 100 * SECONDS;

/** Throws RangeError on an SMTP URL or a sender that is none. */
export function createMailTransport({ smtpUrl, from }: MailSettings): MailTransport {
  const sender = parseSender(from);
  const transporter = createTransport({
    ...parseSmtpUrl(smtpUrl),
    pool: true,
    maxConnections: 8, // one for each job that mails at once: none waits in line behind a slow one
    connectionTimeout: 10 * SECONDS,
    greetingTimeout: 10 * SECONDS,
    socketTimeout: 30 * SECONDS,
    // No text of ours names a file or an address to be fetched; nobody else's shall.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    sender,
    async send(to, mail) {
      try {
        await within(PATIENCE_MS, transporter.sendMail(message(sender, to, mail)));
      } catch (error) {
        throw notTaken(error);
      }
    },
    close: () => transporter.close(),
  };
}

async function within(ms: number, sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  await Promise.race([sending, late]).finally(() => clearTimeout(timer));
}

/** Addresses go in as objects, never as a text to be parsed: a name cannot become a second recipient. */
function message(sender: MailAddress, to: MailAddress, { subject, text, html, replyTo, icalEvent }: Mail) {
  return {
    from: mailbox(sender),
    to: mailbox(to),
    subject: headerLine(subject),
    text,
    html,
    // RFC 3834: holiday notices are not to be sent in answer to a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(replyTo && { replyTo: mailbox(replyTo) }),
    ...(icalEvent && { icalEvent: { ...icalEvent, filename: 'invite.ics' } }),
  };
}

function mailbox({ name, email }: MailAddress): { name: string; address: string } {
  if (!/^[^\s\p{C}"<>(),:;\\@]+@[^\s\p{C}"<>(),:;\\@]+$/u.test(email)) throw new RangeError('not a mail address');
  return { name: headerLine(name), address: email };
}

/**
 * One line, whatever a title or a name brings: a line end would start a header of its own, and an encoded word (RFC 2047),
 * which is plain ASCII to whoever sends it, would be decoded into one by the reader.
 */
function headerLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** After RFC 4954, the server wants us to sign in otherwise; at whatever command it says so, the person has no part in it. */
const ABOUT_OUR_SIGN_IN = [530, 534, 535, 538];

/**
 * Only a 5yz to RCPT TO or DATA is about the person or the mail. A greeting, a sign-in or a sender that is refused is the
 * operator's to mend, and until then every mail has to wait: a password that was changed must not lose them all.
 */
function notTaken(error: unknown): MailNotTaken {
  if (error instanceof RangeError) return new MailNotTaken(error.message, true);
  const { code, command, responseCode } = error as Readonly<{ code?: unknown; command?: unknown; responseCode?: unknown }>;
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const isAboutThis = command === 'RCPT TO' || command === 'DATA';
  const isPermanent = isAboutThis && status >= 500 && status < 600 && !ABOUT_OUR_SIGN_IN.includes(status);
  return new MailNotTaken(`${typeof code === 'string' ? code : 'unknown'} ${status === 0 ? '' : status}`.trim(), isPermanent);
}
