import { describe, expect, test } from 'vitest';
import { outline } from './outline.ts';
import { drawing, METRES_PER_UNIT, type Point, project } from './projection.ts';
import { spread } from './spread.ts';

const places = {
  Delhi: [28.61, 77.21],
  Mumbai: [19.08, 72.88],
  Kanyakumari: [8.09, 77.55],
  Leh: [34.16, 77.58],
  Hyderabad: [17.39, 78.49],
  'Port Blair': [11.66, 92.73],
} as const;
type Pair = readonly [latitude: number, longitude: number];
const at = ([latitude, longitude]: Pair): Point => project({ latitude, longitude });
const kilometres = (units: number) => (units * METRES_PER_UNIT) / 1000;

/** Every ring of the drawn path, in its units. */
const rings = [...outline.matchAll(/M(-?\d+) (-?\d+)(?:l([^z]*)z|h2v2h-2z)/g)].map(([, x, y, lines = '']) => {
  let here = { x: Number(x), y: Number(y) };
  const steps = [...lines.matchAll(/-?\d+/g)].map(([step]) => Number(step));
  const ring = [here];
  for (let step = 0; step < steps.length; step += 2)
    ring.push((here = { x: here.x + (steps[step] ?? NaN), y: here.y + (steps[step + 1] ?? NaN) }));
  return ring;
});
const mainland = rings.toSorted((one, other) => other.length - one.length)[0] ?? [];

function isInside({ x, y }: Point, ring: readonly Point[]): boolean {
  return ring.reduce((inside, one, index) => {
    const other = ring[(index + 1) % ring.length] ?? one;
    const crosses = one.y > y !== other.y > y && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x;
    return crosses ? !inside : inside;
  }, false);
}

describe('the projection', () => {
  test('is that of its source: on its two parallels a degree has the length that it has on the ellipsoid', () => {
    // WGS 84: a degree of longitude at these latitudes, from the prime vertical's radius of curvature.
    for (const [latitude, metres] of [
      [12.472944, 108_707],
      [35.172806, 91_106],
    ] as const) {
      const [west, east] = [at([latitude, 79.5]), at([latitude, 80.5])];
      expect(kilometres(Math.hypot(east.x - west.x, east.y - west.y)) * 1000).toBeCloseTo(metres, -2);
    }
  });

  test('puts north up and east to the right', () => {
    expect(at(places.Leh).y).toBeLessThan(at(places.Delhi).y);
    expect(at(places.Delhi).y).toBeLessThan(at(places.Hyderabad).y);
    expect(at(places['Port Blair']).x).toBeGreaterThan(at(places.Hyderabad).x);
  });

  // Great-circle distances.
  test.each<[keyof typeof places, keyof typeof places, number]>([
    ['Delhi', 'Mumbai', 1148],
    ['Delhi', 'Hyderabad', 1253],
    ['Delhi', 'Leh', 618],
  ])('from %s to %s it is about %i km', (...[from, to, distance]) => {
    const [one, other] = [at(places[from]), at(places[to])];
    const drawnDistance = kilometres(Math.hypot(other.x - one.x, other.y - one.y));
    expect(Math.abs(drawnDistance / distance - 1)).toBeLessThan(0.03); // between its parallels the cone draws two in a hundred too short
  });
});

describe('the outline', () => {
  test('fits into the drawing, and is light', () => {
    for (const { x, y } of rings.flat()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(drawing.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(drawing.height);
    }
    expect(outline.length).toBeLessThan(8_000);
  });

  test('reaches as far north, south and west as the Survey of India draws it', () => {
    const nearest = (wanted: Pair) => Math.min(...rings.flat().map(({ x, y }) => Math.hypot(x - at(wanted).x, y - at(wanted).y)));
    expect(kilometres(nearest([37.08, 74.9]))).toBeLessThan(25);
    expect(kilometres(Math.min(...mainland.map(({ y }) => y)) - at([37.09, 75]).y)).toBeLessThan(15);
    expect(kilometres(nearest([6.76, 93.83]))).toBeLessThan(15); // Indira Point
    expect(kilometres(nearest([8.08, 77.55]))).toBeLessThan(10); // Kanyakumari
  });

  test.each<[string, Pair]>([
    ['Delhi', places.Delhi],
    ['Leh', places.Leh],
    ['Hyderabad', places.Hyderabad],
    ['Srinagar', [34.08, 74.8]],
    ['Gilgit', [35.92, 74.31]],
    ['Muzaffarabad', [34.37, 73.47]],
    ['Skardu', [35.3, 75.62]],
    ['the Shaksgam valley', [36.1, 76.6]],
    ['Aksai Chin', [35.2, 79.3]],
    ['Tawang', [27.59, 91.87]],
    ['Kibithu', [28.28, 97.02]],
    ['Gangtok', [27.33, 88.61]],
    ['Agartala', [23.83, 91.28]],
    ['Bhuj', [23.25, 69.67]],
  ])('holds %s', (_, place) => {
    expect(isInside(at(place), mainland)).toBe(true);
  });

  test.each<[string, Pair]>([
    ['Lahore', [31.55, 74.3]],
    ['Islamabad', [33.68, 73.05]],
    ['Kathmandu', [27.7, 85.3]],
    ['Thimphu', [27.47, 89.64]],
    ['Lhasa', [29.65, 91.1]],
    ['Dhaka', [23.8, 90.4]],
    ['Colombo', [6.93, 79.86]],
    ['the Arabian Sea off Mumbai', [19, 71.5]],
  ])('does not hold %s', (_, place) => {
    expect(rings.some((ring) => isInside(at(place), ring))).toBe(false);
  });

  test('has the islands', () => {
    const islands = (northWest: Pair, southEast: Pair) => {
      const [from, to] = [at(northWest), at(southEast)];
      return rings.filter(([first]) => first && first.x > from.x && first.x < to.x && first.y > from.y && first.y < to.y);
    };
    expect(islands([14, 92], [6.5, 94.3]).length).toBeGreaterThan(10);
    expect(islands([12.8, 71.5], [8, 74]).length).toBeGreaterThan(8);
  });
});

describe('signs', () => {
  test('of one city stand beside each other, and the first where it is', () => {
    const here = { x: 100, y: 50 };
    expect(spread([here, here, { x: 110, y: 60 }], 30)).toEqual([here, { x: 130, y: 50 }, { x: 160, y: 60 }]);
  });

  test('that are far enough apart stay where they are', () => {
    const points = [at(places.Delhi), at(places.Hyderabad), at(places.Mumbai)];
    expect(spread(points, 40)).toEqual(points);
  });
});
