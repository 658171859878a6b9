import { expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'debug', name: 'test' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

it('says when, in UTC, and how grave', () => {
  const line = JSON.parse(logged((log) => log.warn('here'))) as Record<string, string>;
  expect(line).toMatchObject({ level: 'warn', msg: 'here', name: 'test' });
  expect(line['time']).toMatch(/Z$/);
});

it.each(['passcode', 'token', 'cookie', 'email', 'authorization', 'displayName', 'address'])(
  'withholds %s at any depth',
  (name) => {
    const text = logged((log) => log.info({ [name]: 'S3CR3T', inner: { [name]: 'S3CR3T', deep: { [name]: 'S3CR3T' } } }, 'x'));
    expect(text).not.toContain('S3CR3T');
  },
);

it('keeps the parameters of a failed statement and the rows that PostgreSQL quotes to itself', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(S3CR3T)',
    parameters: ['S3CR3T'],
  });
  const error = new Error('Failed query: insert\nparams: S3CR3T,\nS3CR3T and more', { cause });
  const text = logged((log) => log.error({ err: error }, 'x'));
  expect(text).not.toContain('S3CR3T');
  expect(text).toContain('Failed query: insert');
  expect(text).toContain('23505');
  expect(text).toContain('log.test.ts'); // the stack stays
});
