import { expect, test } from 'vitest';
import { createTranslate } from './format.ts';
import { pick, pickKeys } from './pick.ts';
import { fill, plain } from './plain.ts';
import { translator } from './translator.ts';

test('counts follow the grammar and the grouping of the language', () => {
  const english = translator('en', 'common');
  expect([0, 1, 2, 123456].map((count) => english('common.people', { count }))).toEqual([
    'Nobody',
    '1 person',
    '2 people',
    '1,23,456 people',
  ]);
  expect(translator('hi', 'common')('common.people', { count: 123456 })).toBe('1,23,456 व्यक्ति');
});

test('pick hands out whole namespaces and nothing else', () => {
  const messages = pick('hi', 'errors');
  expect(messages['errors.internal.title']).toMatch(/\p{Script=Devanagari}/u);
  expect(Object.keys(messages).filter((key) => !key.startsWith('errors.'))).toEqual([]);
  expect(Object.keys(pickKeys('hi', 'common.save'))).toEqual(['common.save']);
});

test('the full formatter says the same on handed-out messages as on the server', () => {
  const messages = pick('hi', 'common'); // not within the call below: to infer both at once takes the compiler seconds
  const inCall = createTranslate('hi', messages);
  expect(inCall('common.people', { count: 2 })).toBe(translator('hi', 'common')('common.people', { count: 2 }));
});

test('plain fills in values and reads no pattern in them', () => {
  const t = plain(pickKeys('en', 'common.errorReference'));
  expect(t('common.errorReference', { id: "{id} $& <b>'{x}'" })).toBe("Reference: {id} $& <b>'{x}'");
  expect(fill('{toString} {a}', { a: 1 })).toBe('{toString} 1');
});

test('the types refuse what would fail before a reader', () => {
  const messages = pick('en', 'common');
  const t = plain(messages);
  const refused = () => [
    // @ts-expect-error a plural needs the full formatter
    t('common.people', { count: 1 }),
    // @ts-expect-error a value is missing
    t('common.errorReference'),
    // @ts-expect-error no such key
    t('common.noSuchKey'),
    // @ts-expect-error a key of another namespace
    translator('en', 'errors')('common.save'),
    // @ts-expect-error a message that was not picked
    plain(pickKeys('en', 'common.save'))('common.close'),
  ];
  expect(refused).toBeTypeOf('function');
});
