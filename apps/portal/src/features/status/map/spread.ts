import type { Point } from './projection.ts';

/** Where signs are put so that none covers another: a later one stands to the right of those in its way, in the same row. */
export function spread(points: readonly Point[], apart: number): readonly Point[] {
  const placed: Point[] = [];
  for (const point of points) {
    let { x } = point;
    const { y } = point;
    for (let hit = inWay(placed, { x, y }, apart); hit; hit = inWay(placed, { x, y }, apart)) x = hit.x + apart;
    placed.push({ x, y });
  }
  return placed;
}

/** The one furthest to the right, so that each turn leaves fewer. */
function inWay(placed: readonly Point[], { x, y }: Point, apart: number): Point | undefined {
  return placed
    .filter((other) => Math.abs(other.x - x) < apart - EPSILON && Math.abs(other.y - y) < apart - EPSILON)
    .toSorted((one, other) => other.x - one.x)[0];
}

const EPSILON = 1e-6;
