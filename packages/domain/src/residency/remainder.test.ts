import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { canonicalNetwork, isWithin } from './network.ts';
import { networksOutside } from './remainder.ts';

test.each([
  ['nothing taken', [], ['0.0.0.0/0', '::/0']],
  ['one half', ['0.0.0.0/1'], ['128.0.0.0/1', '::/0']],
  ['one family whole', ['::/0'], ['0.0.0.0/0']],
  ['both families whole', ['0.0.0.0/0', '::/0'], []],
  ['two halves make a whole', ['0.0.0.0/1', '128.0.0.0/1', '::/0'], []],
  ['one inside another', ['128.0.0.0/1', '192.0.2.0/24', '::/0'], ['0.0.0.0/1']],
  ['a quarter', ['64.0.0.0/2', '8000::/1'], ['0.0.0.0/2', '128.0.0.0/1', '::/1']],
])('%s', (_, taken, left) => {
  expect(networksOutside(taken)).toEqual(left);
});

test('one address leaves as many networks as it has bits, and not itself', () => {
  expect(networksOutside(['192.0.2.10/32', '::/0'])).toHaveLength(32);
  expect(networksOutside(['0.0.0.0/0', '2001:db8::10/128'])).toHaveLength(128);
});

test('what cannot be read is not passed over', () => {
  expect(() => networksOutside(['192.0.2.10/24'])).toThrow(RangeError);
});

const four = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
const six = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 });
const address = fc.oneof(four, six).map((bytes) => ipaddr.fromByteArray(bytes).toString());
const network = fc
  .tuple(address, fc.nat(128))
  .map(([base, length]) => {
    const bits = `${base}/${String(base.includes(':') ? length : length % 33)}`;
    const kind = base.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4;
    return `${kind.networkAddressFromCIDR(bits).toString()}/${bits.split('/')[1] ?? ''}`;
  })
  .filter((text) => canonicalNetwork(text) !== null);

test('every address is either in the networks or in what is left of them', () => {
  fc.assert(
    fc.property(fc.array(network, { maxLength: 4 }), address, (taken, somewhere) => {
      expect(isWithin(networksOutside(taken), somewhere)).toBe(!isWithin(taken, somewhere));
    }),
    { numRuns: 300 },
  );
});
