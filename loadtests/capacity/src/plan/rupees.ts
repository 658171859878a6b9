/** Rupees a month, by the price list. */
import { type Estimate, exactly, multiply } from '../estimate.ts';
import type { Prices } from './figures.ts';

export const rupeesForMachines = (machines: Estimate, { rupeesPerMonth }: Prices['machines']['media']): Estimate =>
  multiply(machines, rupeesPerMonth);

/** Bandwidth is paid by its peak. */
export const rupeesForBandwidth = (bitsPerSecond: Estimate, { bandwidth }: Prices): Estimate =>
  multiply(bitsPerSecond, multiply(bandwidth.rupeesPerMegabitMonth, exactly(1e-6)));
