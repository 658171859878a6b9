import type { Point } from '../src/features/status/map/projection.ts';

/** Fewer points, none of those left out further than `tolerance` from the line that stays (Douglas and Peucker, 1973). */
export function simplify(ring: readonly Point[], tolerance: number): readonly Point[] {
  const keeps = new Set([0, ring.length - 1]);
  const open: [number, number][] = [[0, ring.length - 1]];
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range;
    const furthest = furthestBetween(ring, from, to);
    if (furthest.distance <= tolerance) continue;
    keeps.add(furthest.at);
    open.push([from, furthest.at], [furthest.at, to]);
  }
  return ring.filter((_, at) => keeps.has(at));
}

function furthestBetween(ring: readonly Point[], from: number, to: number): { at: number; distance: number } {
  const [start, end] = [ring[from], ring[to]];
  let furthest = { at: from, distance: 0 };
  for (let at = from + 1; at < to; at += 1) {
    const point = ring[at];
    if (!point || !start || !end) continue;
    const distance = distanceTo(point, start, end);
    if (distance > furthest.distance) furthest = { at, distance };
  }
  return furthest;
}

/** From a point to the line between two others, ends included. */
function distanceTo(point: Point, start: Point, end: Point): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / length;
  const on = Math.max(0, Math.min(1, share));
  return Math.hypot(point.x - start.x - on * dx, point.y - start.y - on * dy);
}
