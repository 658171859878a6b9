/**
 * Lambert's conformal conic with two standard parallels, on the WGS 84 ellipsoid, with the parameters of the Survey of India's
 * outline map (IOGP guidance note 7-2, 9802): the outline is drawn as it came, and a place falls where its map has it.
 */
export type Position = Readonly<{ latitude: number; longitude: number }>;
export type Point = Readonly<{ x: number; y: number }>;

const ellipsoid = { a: 6_378_137, inverseFlattening: 298.257223563 };
const parallels = [12.472944, 35.172806] as const;
const origin = { latitude: 24, longitude: 80 };

/** Where the drawing's corner lies, in metres east and north of the projection's origin, and how many metres one unit is. */
const corner = { east: -1_200_000, north: 1_460_000 };
export const METRES_PER_UNIT = 4_000;

/** The drawing's extent in its units. */
export const drawing = { width: 724, height: 828 } as const;

/** Degrees to the drawing's units, x to the right and y down. */
export function project({ latitude, longitude }: Position): Point {
  const r = radius(latitude);
  const theta = cone.n * radians(longitude - origin.longitude);
  return drawn({ east: r * Math.sin(theta), north: cone.radiusAtOrigin - r * Math.cos(theta) });
}

/** Metres east and north of the projection's origin to the drawing's units. */
export function drawn({ east, north }: Readonly<{ east: number; north: number }>): Point {
  return { x: (east - corner.east) / METRES_PER_UNIT, y: (corner.north - north) / METRES_PER_UNIT };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const flattening = 1 / ellipsoid.inverseFlattening;
const e = Math.sqrt(flattening * (2 - flattening));
const cone = makeCone();

function makeCone() {
  const [first, second] = parallels;
  const n = Math.log(scaleOf(first) / scaleOf(second)) / Math.log(isometric(first) / isometric(second));
  const f = scaleOf(first) / (n * isometric(first) ** n);
  return { n, f, radiusAtOrigin: ellipsoid.a * f * isometric(origin.latitude) ** n };
}

/** From the cone's tip, in metres. */
function radius(latitude: number): number {
  return ellipsoid.a * cone.f * isometric(latitude) ** cone.n;
}

/** `m` and `t` of the guidance note. */
function scaleOf(latitude: number): number {
  return Math.cos(radians(latitude)) / Math.sqrt(1 - (e * Math.sin(radians(latitude))) ** 2);
}

function isometric(latitude: number): number {
  const sine = e * Math.sin(radians(latitude));
  return Math.tan(Math.PI / 4 - radians(latitude) / 2) / ((1 - sine) / (1 + sine)) ** (e / 2);
}
