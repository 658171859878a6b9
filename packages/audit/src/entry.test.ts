import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Json } from './canonical-json.ts';
import { type Committed, committed, commitmentTo, opens, readEntry, sealEntry } from './entry.ts';
import { drawn } from './testing/written-log.ts';

const values = {
  actor: { id: 'b1946ac9', kind: 'member' },
  detail: { old: 'member', new: 'host' },
  meeting: null,
  ministry: '5f1c',
  request: 'req-1',
  subject: 'participant-7',
} as const;
const facts = { at: new Date('2026-11-26T10:00:00.123Z'), event: 'member.role_changed', outcome: 'ok', values } as const;
const sealed = sealEntry(facts, drawn('entry'));
const text = Buffer.from(sealed.leaf).toString();
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('an entry', () => {
  it('says when, what and how it ended, and of persons nothing', () => {
    const entry = readEntry(sealed.leaf);
    expect(entry).toMatchObject({ at: facts.at, event: facts.event, outcome: 'ok' });
    expect(Object.keys(entry?.commitments ?? {})).toEqual([...committed]);
    for (const value of ['b1946ac9', 'member"', '5f1c', 'req-1', 'participant-7']) expect(text).not.toContain(value);
  });

  it('is never the same twice, though everything in it is', () => {
    const again = sealEntry(facts, drawn('another time'));
    expect(again.leaf).toHaveLength(sealed.leaf.length);
    expect(Buffer.from(again.leaf).toString()).not.toBe(text);
  });

  it('is as long with nothing in it as with everything', () => {
    const none = { actor: null, detail: null, meeting: null, ministry: null, request: null, subject: null };
    expect(sealEntry({ ...facts, values: none }, drawn('none')).leaf).toHaveLength(sealed.leaf.length);
  });

  it('commits as FORMAT.md says, worked out by another program', () => {
    const salt = new Uint8Array(32).fill(5);
    const expected = createHash('sha256')
      .update('sabha.audit/commitment/v1\nactor\n')
      .update(salt)
      .update('{"id":"b1946ac9","kind":"member"}')
      .digest();
    expect(Buffer.from(commitmentTo('actor', { salt, value: values.actor }))).toEqual(expected);
  });

  it.each([
    ['white space', text.replace(',', ', ')],
    ['a name more', text.replace('"v":1', '"v":1,"w":1')],
    ['a name less', text.replace(/"outcome":"ok",/, '')],
    ['another order', text.replace(/("event":"[^"]+"),("outcome":"ok")/, '$2,$1')],
    ['a name twice', text.replace('"v":1', '"v":1,"v":1')],
    ['another version', text.replace('"v":1', '"v":2')],
    ['a third outcome', text.replace('"ok"', '"perhaps"')],
    ['a time without its zone', text.replace('123Z', '123')],
    ['a day that there is not', text.replace('11-26', '02-30')],
    ['a commitment that is cut', text.replace(/"actor":"..../, '"actor":"')],
    ['a commitment less', text.replace(/"actor":"[^"]+",/, '')],
    ['no event', text.replace('member.role_changed', '')],
    ['a byte order mark', `\ufeff${text}`],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('is not read with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(readEntry(bytes(changed))).toBeNull();
  });

  it('is not read from bytes that are no text, and nothing throws', () => {
    expect(readEntry(Uint8Array.of(0xff, 0xfe))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (some) => readEntry(some) === null));
    fc.assert(fc.property(fc.json(), (some) => readEntry(bytes(some)) === null));
  });
});

describe('a disclosure', () => {
  const entry = readEntry(sealed.leaf)!;

  it.each(committed)('of the %s opens its own commitment', (name) => {
    expect(opens(entry, name, { salt: sealed.salts[name], value: values[name] })).toBe(true);
  });

  it.each([
    ['another value', 'actor', sealed.salts.actor, { id: 'b1946ac8', kind: 'member' }],
    ['the salt of another name', 'actor', sealed.salts.subject, values.actor],
    ['the name of another', 'subject', sealed.salts.actor, values.actor],
    ['a salt that is cut', 'actor', sealed.salts.actor.slice(4), values.actor],
    ['no salt', 'actor', '', values.actor],
    ['a value without a text', 'actor', sealed.salts.actor, 0.5],
  ] as const satisfies readonly (readonly [string, Committed, string, Json])[])(
    'opens nothing with %s',
    (...[, name, salt, value]: readonly [string, Committed, string, Json]) => {
      expect(opens(entry, name, { salt, value })).toBe(false);
    },
  );
});
