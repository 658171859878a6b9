/** Numbers as an Indian official reads them: lakh and crore, and grouped so. */
import type { Estimate } from '../estimate.ts';

const whole = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-IN', { maximumSignificantDigits: 3 });

/** Three figures count below a thousand; whole above. */
export const count = (value: number): string => (Math.abs(value) < 1000 ? fine : whole).format(value);

export function percent(share: number, digits = 0): string {
  const shown = (share * 100).toFixed(digits);
  return `${Number(shown) === 0 ? (0).toFixed(digits) : shown} %`; // never -0
}

const scales = [
  [1e7, ' crore'],
  [1e5, ' lakh'],
] as const;

/** 1,23,45,678 -> 1.23 crore. */
export function inWords(value: number): string {
  const [size, name] = scales.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return `${(size > 1 ? fine : whole).format(value / size)}${name}`;
}

export const rupees = (value: number): string => `₹ ${inWords(value)}`;

/** @param unit power of ten that the figure is shown in, such as 1e9 for Gbit/s */
export const inUnit =
  (unit: number, name: string) =>
  (value: number): string =>
    `${count(value / unit)} ${name}`;

/** The expected figure, and in brackets the range. */
export function range({ low, expected, high }: Estimate, show: (value: number) => string = count): string {
  return low === high ? show(expected) : `${show(expected)} (${show(low)} to ${show(high)})`;
}

/** Twenty blocks are all of it. */
export const bar = (share: number): string => '█'.repeat(Math.round(Math.max(0, Math.min(1, share)) * 20));
