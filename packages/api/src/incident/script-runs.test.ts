import { expect, test } from 'vitest';
import { scriptRuns } from './script-runs.ts';

test.each([
  ['Portal of the ministry, 10:30', [['latin', 'Portal of the ministry, 10:30']]],
  [
    'मंत्रालय का portal बंद है',
    [
      ['devanagari', 'मंत्रालय का '],
      ['latin', 'portal '],
      ['devanagari', 'बंद है'],
    ],
  ],
  [
    'हाँ, 5',
    [
      ['devanagari', 'हाँ'],
      ['latin', ', 5'],
    ],
  ],
  ['', []],
])('%s is cut where the font changes', (text, runs) => {
  expect(scriptRuns(text).map(({ script, text: part }) => [script, part])).toEqual(runs);
});

test('nothing is left out unseen: what no font has is there by its number', () => {
  expect(scriptRuns('க😀')).toEqual([{ script: 'latin', text: '[U+0B95][U+1F600]' }]);
});
