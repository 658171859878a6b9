/** How a purchase is written: the expected figure, and beneath it from where to where it may be. */
import type { Estimate } from '@sabha/capacity/estimate';
import { count, inUnit, rupees } from '@sabha/capacity/report/numbers';
import { html, nothing, type Html } from '../escape.ts';

type Show = (value: number) => string;

/** A figure never breaks in its middle. */
const together =
  (show: Show): Show =>
  (value) =>
    show(value).replaceAll(' ', '\u00a0');

export const figures = {
  count: together(count),
  rupees: together(rupees),
  gigabytes: together(inUnit(1e9, 'GB')),
  gigabits: together(inUnit(1e9, 'Gbit/s')),
} as const;

export function expectedWithSpread({ low, expected, high }: Estimate, show: Show, note: Html = nothing): Html {
  const [from, middle, to] = [show(low), show(expected), show(high)];
  return html`<strong class="figure">${middle}</strong>${
      from === to ? nothing : html` <span class="range block">${from} to ${to}</span>`
    }${note}`;
}
