import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEntry } from './entry.ts';
import { makeVectors } from './testing/make-vectors.ts';

const vectors = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8')) as ReturnType<typeof makeVectors>;

it('the vectors are what this implementation makes (if they are not: it broke the format, or packages/audit/bin/make-vectors.ts was not run)', () => {
  expect(JSON.parse(JSON.stringify(makeVectors()))).toEqual(vectors);
});

it('the entry of the vectors is read, and those that are to be refused are', () => {
  expect(readEntry(new Uint8Array(Buffer.from(vectors.entry.leaf)))).toMatchObject({ event: 'member.role_changed' });
  for (const text of vectors.refusedEntries) expect(readEntry(new Uint8Array(Buffer.from(text))), text).toBeNull();
});
