import { describe, expect, it, test } from 'vitest';
import { collectRanges, countryIn, emptyRanges } from './country-ranges.ts';

function ranges(family: 'ipv4' | 'ipv6', lines: readonly string[]) {
  const collecting = collectRanges(family);
  for (const line of lines) collecting.add(line);
  return collecting.done();
}
const v4 = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const four = ranges('ipv4', [
  `${v4('1.0.0.0')},${v4('1.0.0.255')},AU`,
  `${v4('1.0.2.0')},${v4('1.0.3.255')},IN`,
  `${v4('1.0.2.128')},${v4('1.0.2.191')},US`,
  `${v4('255.0.0.0')},${v4('255.255.255.255')},XX`,
]);

describe('an IPv4 address', () => {
  test.each([
    ['1.0.0.0', 'AU'],
    ['1.0.0.255', 'AU'],
    ['1.0.1.0', null],
    ['1.0.2.0', 'IN'],
    ['1.0.2.128', 'US'],
    ['1.0.2.192', null], // behind the finer of two ranges: left unknown
    ['0.255.255.255', null],
    ['255.255.255.255', 'XX'],
    ['2001:db8::', null],
    ['nowhere', null],
  ])('%s is of %s', (address, country) => {
    expect(countryIn(four, address)).toBe(country);
  });
});

test('an IPv6 address is known by its first 64 bits, and by no range that is finer', () => {
  const at = (hex: string) => BigInt(`0x${hex}`).toString();
  const six = ranges('ipv6', [
    `${at('24050200000000000000000000000000')},${at('240502ffffffffffffffffffffffffff')},IN`,
    `${at('24060000000000000000000000000010')},${at('240600000000000000000000000000ff')},US`,
  ]);
  expect(countryIn(six, '2405:200::1')).toBe('IN');
  expect(countryIn(six, '2405:2ff:ffff:ffff:ffff:ffff:ffff:ffff')).toBe('IN');
  expect(countryIn(six, '2405:300::')).toBeNull();
  expect(countryIn(six, '2406::20')).toBeNull();
});

it('holds more ranges than it began with room for', () => {
  const many = ranges('ipv4', Array.from({ length: 5000 }, (_, at) => `${at * 256},${at * 256 + 255},IN`)); // prettier-ignore
  expect(countryIn(many, '0.19.135.255')).toBe('IN');
  expect(countryIn(many, '0.19.136.0')).toBeNull();
});

it.each(['', 'AU', '1,2', '1,2,Au', '1,2,AUS', 'a,2,AU', '-1,2,AU', '5,4,AU'])('does not take "%s" for a range', (line) => {
  expect(() => collectRanges('ipv4').add(line)).toThrow();
});

it('does not take ranges out of order', () => {
  expect(() => ranges('ipv4', ['300,400,IN', '100,200,IN'])).toThrow(/order/);
});

it('knows nothing where there is nothing', () => {
  expect(countryIn(emptyRanges, '1.2.3.4')).toBeNull();
});
