/** Ranges of addresses with a country each, in arrays that take little room, and the search in them. */
import { addressBytes } from '@sabha/domain/residency/address-bytes';

export type Family = 'ipv4' | 'ipv6';
/**
 * In ascending order of their starts. Of two that overlap the later one counts, and what lies behind its end is unknown. Of
 * IPv6 the first 64 bits.
 */
export type Ranges = Readonly<{ starts: BigUint64Array; ends: BigUint64Array; countries: Uint16Array }>;

export const emptyRanges: Ranges = { starts: new BigUint64Array(), ends: new BigUint64Array(), countries: new Uint16Array() };

const LOW = 64n;
const LOW_ONES = (1n << LOW) - 1n;

/** Collects lines of `start,end,country` with decimal numbers. @throws Error for a line that is none, or out of order */
export function collectRanges(family: Family): Readonly<{ add(line: string): void; done(): Ranges }> {
  let [starts, ends, countries] = [new BigUint64Array(1024), new BigUint64Array(1024), new Uint16Array(1024)];
  let count = 0;
  return {
    add(line) {
      const [, first = '', last = '', country = ''] = /^(\d+),(\d+),([A-Z]{2})$/.exec(line) ?? [];
      if (country === '') throw new Error('a line is no range with a country');
      let [start, end] = [BigInt(first), BigInt(last)];
      if (family === 'ipv6') {
        if ((start & LOW_ONES) !== 0n || (end & LOW_ONES) !== LOW_ONES) return; // finer than a /64: left unknown
        [start, end] = [start >> LOW, end >> LOW];
      }
      if (end < start || (count > 0 && start < (starts[count - 1] ?? 0n))) throw new Error('the ranges are out of order');
      if (count === starts.length) {
        starts = grown(starts, new BigUint64Array(count * 2));
        ends = grown(ends, new BigUint64Array(count * 2));
        countries = grown(countries, new Uint16Array(count * 2));
      }
      [starts[count], ends[count], countries[count]] = [start, end, codeOf(country)];
      count += 1;
    },
    done: () => ({ starts: starts.slice(0, count), ends: ends.slice(0, count), countries: countries.slice(0, count) }),
  };
}

/** Typed arrays and not lists: a million numbers of 64 bits as objects take ten times the room. */
function grown<A extends BigUint64Array | Uint16Array>(from: A, into: A): A {
  into.set(from as never);
  return into;
}

/** ISO 3166-1 alpha-2, or null where no range has the address. */
export function countryIn({ starts, ends, countries }: Ranges, address: string): string | null {
  const key = keyOf(address);
  if (key === null) return null;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0n) <= key) low = middle + 1;
    else high = middle;
  }
  const end = ends[low - 1];
  const code = countries[low - 1];
  return end === undefined || code === undefined || key > end ? null : countryOf(code);
}

const keyOf = (address: string): bigint | null =>
  addressBytes(address)
    ?.slice(0, 8)
    .reduce((key, byte) => (key << 8n) | BigInt(byte), 0n) ?? null;

const codeOf = (country: string): number => (country.charCodeAt(0) << 8) | country.charCodeAt(1);
const countryOf = (code: number): string => String.fromCharCode(code >> 8, code & 0xff);
