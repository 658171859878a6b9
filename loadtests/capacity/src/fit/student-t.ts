/**
 * Quantile 0.95 of Student's t, so that plus and minus it holds nine in ten. Table: any statistics text, and ISO 2602:1980,
 * table 1; from 11 degrees of freedom on the expansion of Cornish and Fisher, right to 0.001 there.
 */
const table = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812];
const Z = 1.644854;

/** @param degreesOfFreedom whole, at least 1. @throws RangeError otherwise: with none left nothing is known of the spread */
export function studentT95(degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1)
    throw new RangeError(`no spread can be told from ${degreesOfFreedom} degrees of freedom`);
  const listed = table[degreesOfFreedom - 1];
  if (listed !== undefined) return listed;
  const first = (Z ** 3 + Z) / 4;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  return Z + first / degreesOfFreedom + second / degreesOfFreedom ** 2;
}
