import { type DestinationStream, type Logger, pino } from 'pino';

/** What must never reach a log, by the names such things go by; a second net under not writing them in the first place. */
const secret = [
  'passcode',
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  'email',
  'displayName',
  'sealed',
  'sealedPasscode',
  'address',
];

/** JSON lines with the UTC time; errors without the values that a database or a parser puts into them. */
export function createLog(options: Readonly<{ level: string; name: string }>, destination?: DestinationStream): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[withheld]' },
      serializers: { err: describeError },
    },
    destination,
  );
}

/** Name, message, stack, cause: no other property, for PostgreSQL's `detail` and `parameters` quote rows. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    name,
    ...code,
    message: withoutValues(error.message),
    stack: stack === undefined ? undefined : withoutValues(stack),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}

/** drizzle writes the statement's parameters, whatever they hold, behind "params:" to the end of its message. */
const withoutValues = (text: string): string =>
  text.replace(/\nparams:[\s\S]*?(?=\n {4}at |$(?![\s\S]))/g, '\nparams: [withheld]');
