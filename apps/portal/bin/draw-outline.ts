/**
 * Draws src/features/status/map/outline.ts from the Survey of India's outline map of 2020, as DataMeet keeps it. Source, licence
 * and why: docs/adr/0011-map.md. Run with the path of polymap15m_area.shp:
 *
 *   node apps/portal/bin/draw-outline.ts polymap15m_area.shp
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawn, type Point } from '../src/features/status/map/projection.ts';
import { readRings } from './shapefile.ts';
import { simplify } from './simplify.ts';

const SOURCE =
  'https://github.com/datameet/maps/tree/b3fbbde595310b397a55d718e0958ce249a4fa1f/Survey-of-India-Index-Maps/outline-maps-of-india/IndiaOutlineVectorMap';
const SHA256 = '46d5856d97c6f7c088d56c548a9149c3935015ce44e8963729b85ad9b45a5a4b';
/** The projection of the file is the drawing's own, with this added to both coordinates (polymap15m_area.prj). */
const FALSE_ORIGIN = 4_000_000;
/** In units of the drawing: what differs by less is not seen. */
const TOLERANCE = 0.7;
/** Square units; a smaller island is drawn as a dot, so that none of the groups of islands is lost. */
const SMALLEST = 3;
const DOT_APART = 3;

const bytes = readFileSync(process.argv[2] ?? 'polymap15m_area.shp');
const hash = createHash('sha256').update(bytes).digest('hex');
if (hash !== SHA256) throw new Error(`not the file of ${SOURCE}, but one with SHA-256 ${hash}`);

const rings = readRings(bytes).map((ring) => ring.map(([x, y]) => drawn({ east: x - FALSE_ORIGIN, north: y - FALSE_ORIGIN })));
const large = rings.filter((ring) => area(ring) >= SMALLEST);
const paths = [...large.map((ring) => pathOf(simplify(ring, TOLERANCE))), ...dots(large)];
const text = `/**
 * Land of India as the Survey of India draws it (outline map, 2020), simplified; made by bin/draw-outline.ts, not by hand.
 * From DataMeet's archive, CC BY 4.0: docs/adr/0011-map.md.
 */
export const outline =
  '${paths.join('')}';
`;
writeFileSync(join(import.meta.dirname, '../src/features/status/map/outline.ts'), text);

function area(ring: readonly Point[]): number {
  const twice = ring.reduce((sum, { x, y }, at) => {
    const next = ring[(at + 1) % ring.length] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Whole units, each relative to the one before. */
function pathOf(ring: readonly Point[]): string {
  const whole = ring.map(({ x, y }) => [Math.round(x), Math.round(y)] as const);
  const steps = whole.map(([x, y], at) => {
    const [fromX, fromY] = whole[at - 1] ?? [0, 0];
    return [x - fromX, y - fromY] as const;
  });
  const [first, ...others] = steps;
  if (!first) return '';
  const lines = others.filter(([x, y]) => x !== 0 || y !== 0).map(([x, y]) => `${x}${y < 0 ? '' : ' '}${y}`);
  return `M${first.join(' ')}l${lines.join(' ').replaceAll(' -', '-')}z`;
}

/** The small islands, but for those that touch one already drawn. */
function dots(drawnRings: readonly (readonly Point[])[]): readonly string[] {
  const taken = drawnRings.flat();
  return rings.flatMap((ring) => {
    const [at] = ring;
    if (area(ring) >= SMALLEST || !at || taken.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < DOT_APART)) return [];
    taken.push(at);
    return [`M${Math.round(at.x) - 1} ${Math.round(at.y) - 1}h2v2h-2z`];
  });
}
