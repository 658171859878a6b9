import { describe, expect, it } from 'vitest';
import { isLoopback } from '../platform/consent.ts';
import { MOST_PARTS } from './limits.ts';
import { loopbackAddresses, segmentOf } from './segment.ts';

const numbers = (of: number) => Array.from({ length: of }, (_, at) => at + 1);
const value = (text: string) => {
  const [over = '', under = '1'] = text.split('/');
  return Number(over) / Number(under);
};

describe('the parts of a load', () => {
  it.each([
    [2, '0,1/2,1'],
    [3, '0,1/3,2/3,1'],
    [7, '0,1/7,2/7,3/7,4/7,5/7,6/7,1'],
  ])('are %d by one sequence', (of, sequence) => {
    for (const number of numbers(of)) expect(segmentOf({ number, of }).sequence).toBe(sequence);
  });

  it.each([2, 3, 7])('are the whole, each as large as the others: %d', (of) => {
    const cuts = numbers(of).map((number) => segmentOf({ number, of }).segment.split(':'));
    expect(cuts[0]?.[0]).toBe('0');
    expect(cuts.at(-1)?.[1]).toBe('1');
    for (const [at, [from = '', to = '']] of cuts.entries()) {
      if (at > 0) expect(from).toBe(cuts[at - 1]?.[1]);
      expect(value(to) - value(from)).toBeCloseTo(1 / of, 12);
    }
  });

  it('come from addresses of their own on loopback', () => {
    const blocks = numbers(MOST_PARTS).map(loopbackAddresses);
    expect(new Set(blocks).size).toBe(MOST_PARTS);
    expect(blocks[0]).toBe('127.16.0.0-127.16.255.255');
    for (const block of blocks) {
      expect(block.split('-').every(isLoopback)).toBe(true);
      expect(block).not.toContain('127.0.');
    }
  });
});
