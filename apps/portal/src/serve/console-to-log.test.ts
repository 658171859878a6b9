import { createLog } from '@sabha/api/core/log';
import { expect, it } from 'vitest';
import { consoleToLog } from './console-to-log.ts';

it('keeps what a failed statement was given out of what Next.js writes', () => {
  const lines: string[] = [];
  const target = { ...console };
  consoleToLog(createLog({ level: 'debug', name: 'portal' }, { write: (line) => void lines.push(line) }), target);
  const cause = Object.assign(new Error('duplicate key'), { parameters: ['S3CR3T'], detail: 'Key (email)=(S3CR3T)' });
  target.error(' \u2A2F', new Error('Failed query: insert\nparams: S3CR3T', { cause }), { email: 'S3CR3T' });
  target.log('ready in', 12, { passcode: 'S3CR3T' });
  expect(lines.join('')).not.toContain('S3CR3T');
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['warn', 'debug']);
  expect(lines[0]).toContain('Failed query: insert');
});
