import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { layOut } from '../command.ts';
import { makePlan } from '../plan/plan.ts';
import { committedInputs } from '../testing/committed-inputs.ts';
import { bar, count, inWords, range, rupees } from './numbers.ts';
import { simulateForPage, writePage } from './page.ts';
import { renderTable } from './section.ts';

it('docs/capacity.md is what the committed inputs make; else: capacity.ts simulate --write-docs', async () => {
  const inputs = await committedInputs();
  const plan = makePlan(inputs);
  const page = await layOut(writePage(inputs, plan, await simulateForPage(inputs, plan, 1)));
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  expect(await readFile(join(root, 'docs', 'capacity.md'), 'utf8')).toBe(page);
}, 60_000);

test.each([
  [12_345_678, '1.23 crore'],
  [300_000_000, '30 crore'],
  [4_56_789, '4.57 lakh'],
  [45_678, '45,678'],
  [0, '0'],
])('%i is written %s', (value, text) => {
  expect(inWords(value)).toBe(text);
});

test('figures are grouped as in India, and ranges stand in brackets', () => {
  expect(count(1_234_567)).toBe('12,34,567');
  expect(count(2.6449)).toBe('2.64');
  expect(range({ low: 1, expected: 2, high: 3 }, rupees)).toBe('₹ 2 (₹ 1 to ₹ 3)');
  expect(range({ low: 2, expected: 2, high: 2 })).toBe('2');
  expect(bar(0.5)).toHaveLength(10);
});

test('a table is readable as it is', () => {
  expect(renderTable({ columns: ['a', 'bcd'], rows: [['long', 'x']] })).toBe(
    ['| a    | bcd |', '| ---- | --- |', '| long | x   |'].join('\n'),
  );
});
