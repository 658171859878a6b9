import { describe, expect, it } from 'vitest';
import { clock, commonScale, duration, moment, plural, show, showIn } from './figures.ts';

/** Between figure and unit stands a blank that does not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a figure with its unit', () => {
  it.each([
    [1234, '', '1,234'],
    [123_456, '', '1,23,456'],
    [98.7, '%', '98.7 %'],
    [1704, 'kbit/s', '1.7 Mbit/s'],
    [17_400_000, 'kbit/s', '17.4 Gbit/s'],
    [2_400_000_000, 'bytes', '2.4 GB'],
    [512, 'B', '512 B'],
    [731.4, 'ms', '731 ms'],
    [7.25, 'ms', '7.25 ms'],
    [12_345, 'ms', '12.3 s'],
    [0.03, 'cores', '0.03 cores'],
    [0.00042, '%', '0.00042 %'],
    [0, 'ms', '0 ms'],
    [-0.0001, '', '-0.0001'],
    [9.4, 'µs per packet', '9.4 µs per packet'],
  ])('%d %s reads %s', (value, unit, shown) => expect(plain(show(value, unit))).toBe(shown));

  it.each([[99.96], [99.9999], [99.5]])('%d %% never reads as 100 %%', (value) =>
    expect(plain(show(value, '%'))).not.toBe('100 %'),
  );

  it.each([[null], [Number.NaN], [Number.POSITIVE_INFINITY]])('%s reads as nothing measured', (value) =>
    expect(show(value, 'ms')).toBe('nothing measured'),
  );
});

describe('figures side by side', () => {
  const column = (unit: string, values: readonly (number | null)[]) => {
    const scale = commonScale(unit, values);
    return [...values.map((value) => showIn(scale, value)), scale.unit];
  };

  it('share unit and digits, so that their points stand below each other', () =>
    expect(column('kbit/s', [34, 1704, null])).toEqual(['0.03', '1.70', '–', 'Mbit/s']));
  it('are whole where all of them are', () => expect(column('', [0, 6, 12])).toEqual(['0', '6', '12', '']));
  it('may be very many', () =>
    expect(
      commonScale(
        'ms',
        Array.from({ length: 300_000 }, () => 0.5),
      ).digits,
    ).toBe(2));
});

describe('time', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [125, '2 min 5 s'],
    [3725, '1 h 2 min'],
  ])('%d s lasts %s', (seconds, shown) => expect(plain(duration(seconds))).toBe(shown));

  it.each([
    [5, '0:05'],
    [300, '5:00'],
    [3661, '1:01:01'],
  ])('%d s stands on the axis as %s', (seconds, shown) => expect(clock(seconds)).toBe(shown));

  it('is Indian, with UTC beside it', () =>
    expect(moment('2026-11-27T01:50:00.000Z')).toBe('Fri, 27 Nov 2026, 7:20 am IST (01:50 UTC)'));
  it('that is none is shown as it came', () => expect(moment('yesterday')).toBe('yesterday'));
});

it('counts in words', () =>
  expect([plural(1, 'doubt'), plural(2, 'doubt'), plural(0, 'doubt')]).toEqual(['1 doubt', '2 doubts', '0 doubts']));
