import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const from = (headers: Record<string, string>) => isSameOrigin((name) => headers[name] ?? null, 'https://sabha.example');

it.each([
  ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'https://sabha.example' }, true],
  ['our own page under another of our names', { 'sec-fetch-site': 'same-origin', origin: 'https://127.0.0.1' }, true],
  ['our own page in a browser without fetch metadata', { origin: 'https://sabha.example' }, true],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: 'https://sabha.example' }, false],
  ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://other.sabha.example' }, false],
  ['a typed address', { 'sec-fetch-site': 'none' }, false],
  ['an old browser on another site', { origin: 'https://evil.example' }, false],
  ['a sandboxed frame', { origin: 'null' }, false],
  ['nobody', {}, false],
])('%s: %#', (_, headers, expected) => expect(from(headers)).toBe(expected));
