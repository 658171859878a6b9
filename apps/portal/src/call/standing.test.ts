import { expect, it } from 'vitest';
import { standingOf } from './standing.ts';

it.each([
  ['{"role":"host","kind":"member"}', { role: 'host', isGuest: false }],
  ['{"role":"participant","kind":"guest"}', { role: 'participant', isGuest: true }],
  ['{"role":"king"}', { role: null, isGuest: false }],
  ['{', { role: null, isGuest: false }],
  ['null', { role: null, isGuest: false }],
  [undefined, { role: null, isGuest: false }],
])('reads %j', (metadata, standing) => {
  expect(standingOf({ metadata })).toEqual(standing);
});
