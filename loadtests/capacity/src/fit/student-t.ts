/**
 * Quantiles of Student's t: plus and minus that of 0.95 holds nine in ten, that of 0.975 nineteen in twenty. Tables: any statistics
 * text, and ISO 2602:1980, table 1; from 11 degrees of freedom on the expansion of Cornish and Fisher, right to 0.001 there for 0.95
 * and to 0.003 for 0.975.
 */
const tables = {
  0.95: { z: 1.644854, listed: [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812] },
  0.975: { z: 1.959964, listed: [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228] },
} as const;

/** @param degreesOfFreedom whole, at least 1. @throws RangeError otherwise: with none left nothing is known of the spread */
export function studentT(quantile: keyof typeof tables, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1)
    throw new RangeError(`no spread can be told from ${degreesOfFreedom} degrees of freedom`);
  const { z, listed } = tables[quantile];
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return listed[degreesOfFreedom - 1] ?? z + first / degreesOfFreedom + second / degreesOfFreedom ** 2;
}
