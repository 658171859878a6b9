import { expect, test } from 'vitest';
import { studentT } from './student-t.ts';

// Both sides of where the table ends.
test.each([
  [0.95, 1, 6.314],
  [0.95, 5, 2.015],
  [0.95, 10, 1.812],
  [0.95, 11, 1.796],
  [0.95, 15, 1.753],
  [0.95, 30, 1.697],
  [0.95, 120, 1.658],
  [0.975, 2, 4.303],
  [0.975, 7, 2.365],
  [0.975, 10, 2.228],
  [0.975, 11, 2.201],
  [0.975, 20, 2.086],
  [0.975, 120, 1.98],
] as const)("the quantile %f of Student's t of %i degrees of freedom is %f", (quantile, degrees, value) => {
  expect(studentT(quantile, degrees)).toBeCloseTo(value, 2);
});

test.each([0, -1, 2.5, Number.NaN])('is not told of %f degrees of freedom', (degrees) => {
  expect(() => studentT(0.975, degrees)).toThrow(RangeError);
});
