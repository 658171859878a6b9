import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { createLog } from './log.ts';

type Log = ReturnType<typeof createLog>;
function logged(write: (log: Log) => void, level = 'info'): string {
  const lines: string[] = [];
  write(createLog({ level, name: 'test' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}
const fieldsOf = (write: (log: Log) => void, level?: string) => JSON.parse(logged(write, level)) as Record<string, unknown>;

it('says when, in UTC, and how grave', () => {
  const line = fieldsOf((log) => log.warn('here'));
  expect(line).toMatchObject({ level: 'warn', msg: 'here', name: 'test' });
  expect(line['time']).toMatch(/Z$/);
});

const withheld = [
  'passcode',
  'token',
  'cookie',
  'email',
  'authorization',
  'displayName',
  'address',
  'guestSecret',
  'sealedPasscode',
];
it.each(withheld)('withholds %s at any depth', (name) => {
  const deep = { a: { b: { c: [{ [name]: 'S3CR3T' }] } } };
  expect(logged((log) => log.info({ [name]: 'S3CR3T', inner: { [name]: 'S3CR3T' }, deep }, 'x'))).not.toContain('S3CR3T');
});

const session = 'q3Zb1xK9vPp0sJwYt7Lr2mNc5dHfGa8eQuViXoTzE4k';
it.each([
  ['a mail address', 'asha.rao@health.gov.in'],
  ['one in brackets', '<asha@health.gov.in>'],
  ['the token of a session', session],
  ['a media token', `eyJhbGciOiJIUzI1NiJ9.${session}x.${session}`],
])('withholds %s wherever it stands', (_what, text) => {
  const secret = text.replace(/[<>]/g, '');
  for (const level of ['info', 'debug']) {
    const written = logged((log) => {
      log.info({ reason: `for ${text}: no`, list: [text] }, `said ${text}`);
      log.error(new Error(`no ${text}`));
      log.error({ err: new Error(`no ${text}`, { cause: new Error(text) }) }, 'x');
    }, level);
    expect(written).not.toContain(secret.slice(-20));
  }
});

it('keeps what leads to the cause', () => {
  const requestId = 'job-0192f0c1-aaaa-7bbb-8ccc-000000000001';
  const line = { requestId, path: '/meetings/0192f0c1-aaaa-7bbb-8ccc-000000000001/edit', status: 500, ms: 12, at: new Date(0) };
  expect(fieldsOf((log) => log.error(line, 'answered'))).toMatchObject({ ...line, at: '1970-01-01T00:00:00.000Z' });
});

describe('of an error', () => {
  const postgres = Object.assign(new Error('duplicate key value violates unique constraint "people_email_unique"'), {
    code: '23505',
    detail: 'Key (email)=(S3CR3T)',
    parameters: ['S3CR3T'],
    constraint_name: 'people_email_unique',
  });
  const quoting: readonly (readonly [string, Error])[] = [
    ['a failed statement', failedQuery('insert into "people" values ($1)', ['S3CR3T', 'x\n    at S3CR3T'], postgres)],
    ['one inside another', new Error('x', { cause: failedQuery('select $1', ['S3CR3T']) })],
    ['a text that is no JSON', jsonError('{"passcode":S3CR3T')],
    ['a value that the database does not take', new Error('invalid input syntax for type uuid: "S3CR3T')],
    ['an address with its query', new Error('cannot fetch https://x.example/callback?code=S3CR3T')],
    ['one with a password', new Error('cannot reach smtp://user:S3CR3T@relay.example')],
    ['several lines', new Error('first\nS3CR3T\n    at S3CR3T (S3CR3T.ts:1:1)')],
    ['a schema', z.object({ a: z.literal('S3CR3T') }).safeParse({ a: 'S3CR3T' }).error ?? new Error()],
    ['a property', Object.assign(new Error('x'), { input: 'S3CR3T' })],
  ];

  test.each(quoting)('%s tells no value, at any level', (_what, err) => {
    for (const level of ['info', 'debug']) {
      const text = logged((log) => log.error({ err }, 'x'), level);
      expect(text).not.toContain('S3CR3T');
      expect(text).toContain('"where":');
    }
  });

  it('there is the statement, the code and the constraint', () => {
    expect(fieldsOf((log) => log.error({ err: quoting[0]?.[1] }, 'x'))['err']).toMatchObject({
      message: 'Failed query: insert into "people" values ($1)',
      cause: { code: '23505', constraint: 'people_email_unique' },
    });
  });

  it('there is where it was thrown, and no stack but at the level of who looks for a fault', () => {
    const err = new Error('a meeting that is gone');
    expect(fieldsOf((log) => log.error({ err }, 'x'))['err']).toEqual({
      name: 'Error',
      message: 'a meeting that is gone',
      where: expect.stringMatching(/^packages\/api\/src\/core\/log\.test\.ts:\d+:\d+$/) as string,
    });
    const { frames } = fieldsOf((log) => log.error({ err }, 'x'), 'debug')['err'] as { frames: string[] };
    expect(frames[0]).toContain('log.test.ts');
  });
});

/** As drizzle's own. */
function failedQuery(query: string, params: readonly string[], cause?: Error): Error {
  return Object.assign(new Error(`Failed query: ${query}\nparams: ${String(params)}`, { cause }), { query, params });
}

function jsonError(text: string): Error {
  try {
    return new Error(String(JSON.parse(text)));
  } catch (error) {
    return error as Error;
  }
}

// One request may make the process write a line of its own choice.
it.each(['@', 'a@', '"', "'", 'x', '-', ':', '/', 'a.'])('a long line of %s keeps nobody waiting', (sign) => {
  const began = performance.now();
  logged((log) => log.error({ err: new Error(sign.repeat(200_000)), reason: sign.repeat(200_000) }, 'x'));
  expect(performance.now() - began).toBeLessThan(1_000);
});
