import { describe, expect, it } from 'vitest';
import { isLessBetter, parseBound, showBound, showFigure } from './bound.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a bound', () => {
  it.each([
    ['p(95) < 2000', 'ms', 'p(95) < 2,000 ms'],
    ['rate==100', '%', 'rate = 100 %'],
    ['count>=0.5', '', 'count ≥ 0.5'],
    ['med<=1200', 'kbit/s', 'med ≤ 1,200 kbit/s'],
    ['between 3 and 5', 'ms', 'between 3 and 5 ms'],
  ])('%s in %s reads %s', (bound, unit, shown) => expect(plain(showBound({ bound, unit }))).toBe(shown));

  it('that is written in another way is not guessed at', () => expect(parseBound('p(95) < abc')).toBeNull());

  it.each([
    ['p(95) < 2', true],
    ['rate >= 0.99', false],
    ['rate == 1', null],
    ['as said', null],
  ])('%s says that less is better: %s', (bound, isLess) => expect(isLessBetter(bound)).toBe(isLess));
});

describe('a figure beside its bound', () => {
  it.each([
    [{ value: 731.4, bound: 'p(95) < 2000', unit: 'ms' }, '731 ms'],
    [{ value: 1698.4, bound: 'med > 1200', unit: 'kbit/s' }, '1,698 kbit/s'],
    // Rounded to whole milliseconds these would read as kept, or as broken, though they are the other.
    [{ value: 2000.3, bound: 'p(95) < 2000', unit: 'ms' }, '2,000.3 ms'],
    [{ value: 1999.96, bound: 'p(95) <= 2000', unit: 'ms' }, '1,999.96 ms'],
    [{ value: 99.9995, bound: 'rate == 100', unit: '%' }, '99.9995 %'],
    [{ value: 100, bound: 'rate == 100', unit: '%' }, '100 %'],
    [{ value: null, bound: 'rate == 100', unit: '%' }, 'nothing measured'],
    [{ value: Number.NaN, bound: 'rate == 100', unit: '%' }, 'nothing measured'],
  ])('%j reads %s', (figure, shown) => expect(plain(showFigure(figure))).toBe(shown));
});
