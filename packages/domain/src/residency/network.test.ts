import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalAddress, canonicalNetwork, isWithin, overlap } from './network.ts';
import { isInside, type NumberedNetwork, sizeOf, writeAddress, writeNetwork, type Writing } from './testing/numbered-address.ts';

describe('an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['::', '::'],
    // IPv4 inside IPv6, however it is written, is that IPv4 address
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:c000:0201', '192.0.2.1'],
    // dots in IPv6 that mean no mapped address
    ['::192.0.2.1', '::c000:201'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  test.each([
    ['nothing', ''],
    ['a name', 'media.example'],
    ['an mDNS candidate', '3f2a1c7e-6a40-4d4b-9d0e-0f6f6c8f2a11.local'],
    ['an octal part', '192.0.02.1'],
    ['octal in IPv6', '::ffff:010.0.0.1'],
    ['hexadecimal IPv4', '0x7f.0.0.1'],
    ['a short form', '127.1'],
    ['one number', '2130706433'],
    ['too many parts', '192.0.2.1.1'],
    ['a part too large', '192.0.2.256'],
    ['a zone', 'fe80::1%eth0'],
    ['a zone in a URL', 'fe80::1%25eth0'],
    ['space before', ' 192.0.2.1'],
    ['a line break after', '192.0.2.1\n'],
    ['other digits', '١٩٢.0.2.1'],
    ['a port', '192.0.2.1:443'],
    ['a port in brackets', '[2001:db8::1]:443'],
    ['IPv4 in brackets', '[192.0.2.1]'],
    ['half a bracket', '[2001:db8::1'],
    ['brackets twice', '[[::1]]'],
    ['two gaps', '2001::db8::1'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['five digits', '2001:db8::00001'],
    ['a network', '192.0.2.0/24'],
  ])('is not %s', (_, text) => {
    expect(canonicalAddress(text)).toBeNull();
    expect(isWithin(['0.0.0.0/0', '::/0'], text)).toBe(false);
  });
});

describe('a network', () => {
  test.each(['10.0.0.0/8', '192.0.2.7/32', '2001:db8::/32', '::1/128'])('%s stands as it is', (text) => {
    expect(canonicalNetwork(text)).toBe(text);
  });

  test.each([
    ['host bits', '10.1.2.3/8'],
    ['host bits of IPv6', '2001:db8::1/32'],
    ['no length', '10.0.0.0'],
    ['too long', '10.0.0.0/33'],
    ['too long for IPv6', '::1/129'],
    ['a mask', '10.0.0.0/255.0.0.0'],
    ['two lengths', '10.0.0.0/8/8'],
    ['a space', '10.0.0.0/ 8'],
    ['brackets', '[2001:db8::]/32'],
    ['mapped IPv4', '::ffff:10.0.0.0/104'],
    ['mapped IPv4 with the length of IPv4', '0::ffff:10.0.0.0/8'],
    ['mapped IPv4 in hexadecimal', '0:0:0:0:0:ffff:a00:0/104'],
    ['a name', 'media.example/24'],
  ])('has no %s', (_, text) => {
    expect(canonicalNetwork(text)).toBeNull();
    expect(isWithin([text], '10.0.0.1')).toBe(false);
    expect(overlap(text, '10.0.0.0/8')).toBe(false);
  });

  test.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.1.0.0/16', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.2.0.0/16', false],
    ['2001:db8::/32', '2001:db8:1::/48', true],
    ['2001:db8:1::/48', '2001:db8:2::/48', false],
    ['0.0.0.0/0', '::/0', false],
  ])('%s and %s share an address: %s', (one, other, shared) => {
    expect(overlap(one, other)).toBe(shared);
  });
});

const anyNetwork: fc.Arbitrary<NumberedNetwork> = fc.constantFrom(4 as const, 6 as const).chain((family) => {
  const width = family === 4 ? 32 : 128;
  return fc.tuple(fc.bigInt(0n, 2n ** BigInt(width) - 1n), fc.nat(width)).map(([any, bits]) => {
    const host = BigInt(width - bits);
    return { family, value: (any >> host) << host, bits };
  });
});
/** Mapped addresses are written by IPv4 alone: the same number in IPv6 would be one and read as the other. */
const isMapped = ({ family, value }: { family: 4 | 6; value: bigint }) => family === 6 && value >> 32n === 0xffffn;
const writings: readonly Writing[] = ['plain', 'long', 'shouted', 'bracketed', 'mapped', 'mapped_hex'];

it('agrees with arithmetic on what lies inside, at the edges above all', () => {
  const near = fc.constantFrom(-1n, 0n, 1n);
  const cases = fc.tuple(anyNetwork, fc.boolean(), near, fc.constantFrom(...writings));
  fc.assert(
    fc.property(cases, ([network, atEnd, step, writing]) => {
      const top = 2n ** (network.family === 4 ? 32n : 128n) - 1n;
      const value = network.value + (atEnd ? sizeOf(network) - 1n : 0n) + step;
      const address = { family: network.family, value: value < 0n ? 0n : value > top ? top : value };
      fc.pre(!isMapped(address) && !isMapped(network));
      expect(isWithin([writeNetwork(network)], writeAddress(address, writing))).toBe(isInside(network, address));
    }),
    { numRuns: 3000 },
  );
});

it('agrees with arithmetic on which networks share an address', () => {
  fc.assert(
    fc.property(anyNetwork, anyNetwork, fc.boolean(), (one, any, close) => {
      // Two networks at random hardly ever meet: half of the time the other one begins where the first does.
      const other = close && any.family === one.family && any.bits >= one.bits ? { ...any, value: one.value } : any;
      fc.pre(!isMapped(one) && !isMapped(other));
      expect(overlap(writeNetwork(one), writeNetwork(other))).toBe(isInside(one, other) || isInside(other, one));
    }),
    { numRuns: 3000 },
  );
});
