import { expect, it } from 'vitest';
import type { Doubt, PromiseResult } from '../report/report.ts';
import { exitCodes, outcomeOf } from './outcome.ts';

const kept: PromiseResult = {
  ...{ id: 'a', scenario: 's', sentence: 'A', metric: 'm', bound: 'rate==1', unit: '' },
  ...{ value: 1, samples: 3, met: true },
};
const doubt: Doubt = { kind: 'foreign load', phase: null, sentence: 'others used 1 core' };

it.each([
  ['every promise kept', [], [kept], 'met', 0],
  ['one broken', [], [kept, { ...kept, met: false }], 'not met', 1],
  ['one without a figure', [], [{ ...kept, value: null }], 'not met', 1],
  ['a doubt, though all were kept', [doubt], [kept], 'not valid', 2],
  ['a doubt, though one was broken', [doubt], [{ ...kept, met: false }], 'not valid', 2],
  ['no promise at all', [], [], 'not valid', 2],
] as const)('%s', (...[, doubts, promises, outcome, code]) => {
  expect(outcomeOf(doubts, promises)).toBe(outcome);
  expect(exitCodes[outcome]).toBe(code);
});
