/** How a purchase is written: the expected figure, and beneath it from where to where it may be. */
import type { Estimate } from '@sabha/capacity/estimate';
import { count, rupees } from '@sabha/capacity/report/numbers';
import { html, nothing, type Html } from '../escape.ts';

type Show = (value: number) => string;

/** Three figures count: what is estimated must not look exact. Nothing breaks in its middle. */
const shown =
  (show: Show): Show =>
  (value) =>
    show(Number(value.toPrecision(3))).replaceAll(' ', '\u00a0');

export const inRupees: Show = shown(rupees);
export const inGigabytes: Show = (bytes) => shown(count)(bytes / 1e9);
export const plain: Show = shown(count);
/** Servers and people: whole, so none is rounded away. */
export const whole: Show = count;

export type Shown = Readonly<{ show: Show; note?: Html }>;

export function expectedWithSpread({ low, expected, high }: Estimate, { show, note = nothing }: Shown): Html {
  const [from, to] = [show(low), show(high)];
  const spread = html` <span class="range block">${from} to ${to}</span>`;
  return html`<strong class="figure">${show(expected)}</strong>${from === to ? nothing : spread}${note}`;
}
