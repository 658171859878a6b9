/** How to reach the SMTP server; nodemailer's own reading of a URL would drop every option given beside it. */
export type SmtpServer = Readonly<{
  host: string;
  port: number;
  /** TLS from the first byte (smtps). */
  secure: boolean;
  /** STARTTLS or nothing. */
  requireTLS: boolean;
  auth?: Readonly<{ user: string; pass: string }>;
}>;

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * smtp://user:password@host:port or smtps://. Sign-in links and passcodes do not cross a network in the clear because a
 * server forgot to offer TLS: it is demanded unless the host is this machine, or `?requireTLS=false` says so in so many words.
 * Throws RangeError, without the URL in it, which holds a password.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  if (!URL.canParse(text)) throw new RangeError('SMTP_URL must be a URL');
  const { protocol, hostname, port, username, password, searchParams, pathname } = new URL(text);
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '')
    throw new RangeError('SMTP_URL must be smtp://host or smtps://host');
  const options = [...searchParams].map((pair) => pair.join('='));
  if (!['', '/'].includes(pathname) || options.some((option) => option !== 'requireTLS=false')) {
    throw new RangeError('SMTP_URL takes no path and no option but requireTLS=false');
  }
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'smtps:';
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !LOOPBACK.includes(host) && options.length === 0,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
