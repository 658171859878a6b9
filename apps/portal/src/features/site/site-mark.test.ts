import { expect, test } from 'vitest';
import { seatsInHalfCircle } from './site-mark.tsx';

test('seats stand on a half circle, symmetric, with the own one in the middle of the first row', () => {
  const seats = seatsInHalfCircle([{ radius: 10, seats: 3, r: 1 }], { cx: 0, cy: 0 });
  expect(seats.map(({ x, y, own }) => ({ x: x + 0, y: y + 0, own }))).toEqual([
    { x: -10, y: 0, own: false },
    { x: 0, y: -10, own: true },
    { x: 10, y: 0, own: false },
  ]);
});
