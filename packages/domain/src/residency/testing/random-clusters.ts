/**
 * Random policies, clusters and demands for the fence, and what is true of them by construction: the tests know where an address
 * lies because they put it there, not because anything parsed it. Mostly nodes that may serve, with one thing wrong here and
 * there: a cluster of nothing but noise is refused for its first node, and shows nothing about the others.
 */
import fc from 'fast-check';
import type { MediaNode, RoomDemand } from '../fence.ts';
import { functions, type Occupant, type Policy, type Site, type SiteFunction } from '../policy.ts';
import { isInside, type NumberedAddress, type NumberedNetwork, sizeOf, writeAddress, writeNetwork, type Writing } from './numbered-address.ts'; // prettier-ignore

/** What the test knows of a node beside what the node says. `addresses`: null for a text that is no address. */
export type KnownNode = Readonly<{ node: MediaNode; addresses: readonly (NumberedAddress | null)[] }>;
export type KnownSite = Readonly<{ id: string; networks: readonly NumberedNetwork[]; hasMedia: boolean; region: string }>;
export type Cluster = Readonly<{
  policy: Policy;
  sites: readonly KnownSite[];
  nodes: readonly KnownNode[];
  demand: RoomDemand;
  now: Date;
  draw: number;
}>;

const NOW = Date.UTC(2026, 10, 25);

/** One choice out of weighted ones; cheaper than fc.oneof, of which a hundred thousand cases would need millions. */
function choice<const T extends readonly (readonly [weight: number, value: unknown])[]>(
  ...weighted: T
): fc.Arbitrary<T[number][1]> {
  return fc.constantFrom(...weighted.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));
}

// Policies ---------------------------------------------------------------------------------------------------------------

const siteShape = fc.record({
  four: fc.tuple(fc.nat(0xff_ffff), fc.integer({ min: 9, max: 32 })),
  six: fc.tuple(fc.nat(0xffff_ffff), fc.integer({ min: 48, max: 128 })),
  families: choice([1, '4'], [1, '6'], [3, '46']),
  hasMedia: choice([4, true], [1, false]),
  region: choice([4, 'own'], [1, 'shared']),
});
type SiteShape = typeof siteShape extends fc.Arbitrary<infer T> ? T : never;

/** Site `at` has its networks somewhere in (10 + at).0.0.0/8 and 2001:db8:<at>::/48, so that no two overlap. */
function siteOfShape(shape: SiteShape, at: number): KnownSite {
  const network = (family: 4 | 6, any: bigint, bits: number): NumberedNetwork => {
    const host = BigInt((family === 4 ? 32 : 128) - bits);
    return { family, value: (any >> host) << host, bits };
  };
  const [four, fourBits] = shape.four;
  const [six, sixBits] = shape.six;
  const networks = [
    ...(shape.families.includes('4') ? [network(4, (BigInt(10 + at) << 24n) + BigInt(four), fourBits)] : []),
    ...(shape.families.includes('6')
      ? [network(6, (0x2001_0db8n << 96n) + (BigInt(at) << 80n) + (BigInt(six) << 40n), sixBits)]
      : []),
  ];
  const region = shape.region === 'own' ? `r${String(at)}` : 'shared';
  return { id: `s${String(at)}`, networks, hasMedia: shape.hasMedia, region };
}

const occupant: Occupant = { what: 'It', hosts: [], evidence: 'docs/residency.md' };
const runsAll = Object.fromEntries(functions.map((name) => [name, occupant])) as Record<SiteFunction, Occupant>;
const runsAllButMedia: Site['runs'] = { ...runsAll, media: 'none' };

function policyOf(sites: readonly KnownSite[], [first, second, staleAfter]: readonly [number, number, number]): Policy {
  const written = ({ hasMedia, region, networks }: KnownSite): Site => ({
    name: { en: 'A site', hi: 'A site' },
    operator: 'Somebody',
    city: 'Somewhere',
    state: 'IN-DL',
    position: { latitude: 20, longitude: 77 },
    region,
    networks: networks.map(writeNetwork),
    evidence: 'docs/residency.md',
    runs: hasMedia ? runsAll : runsAllButMedia,
  });
  return {
    format: 'sabha-residency/1',
    version: 1,
    issued: '2026-11-25',
    country: 'IN',
    limits: { staleAfter, newRoomLoad: Math.min(first, second) / 100, joinLoad: Math.max(first, second) / 100 },
    participantsAbroad: 'refused',
    sites: Object.fromEntries(sites.map((site) => [site.id, written(site)])),
  };
}

// Nodes ------------------------------------------------------------------------------------------------------------------

const texts = ['', 'localhost', 'media.example', '3f2a.local', '127.1', '10.0.0.1%eth0', '010.0.0.1', '10.0.0', 'fe80::1%1', '0.0.0.0/0']; // prettier-ignore

const addressShape = fc.record({
  where: choice([14, 'inside'], [3, 'first'], [3, 'last'], [1, 'before'], [1, 'after'], [1, 'other_site'], [1, 'abroad'], [1, 'text']),
  offset: fc.nat(0xffff_ffff),
  network: fc.nat(3),
  writing: fc.constantFrom<Writing>('plain', 'long', 'shouted', 'bracketed', 'mapped', 'mapped_hex'),
}); // prettier-ignore
type AddressShape = typeof addressShape extends fc.Arbitrary<infer T> ? T : never;

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];

function addressOf(sites: readonly KnownSite[], home: number, shape: AddressShape): [NumberedAddress | null, string] {
  const site = at(sites, shape.where === 'other_site' ? home + 1 : home);
  const network = at(site?.networks ?? [], shape.network);
  if (shape.where === 'text' || !network) return [null, at(texts, shape.offset) ?? ''];
  const last = network.value + sizeOf(network) - 1n;
  const values = {
    inside: network.value + (BigInt(shape.offset) % sizeOf(network)),
    other_site: network.value + (BigInt(shape.offset) % sizeOf(network)),
    first: network.value,
    last,
    before: network.value - 1n,
    after: last + 1n,
    abroad: network.family === 4 ? (0xcb00_0000n | BigInt(shape.offset)) & 0xffff_ffffn : BigInt(shape.offset) << 60n,
  };
  const address = { family: network.family, value: values[shape.where] };
  return [address, writeAddress(address, shape.writing)];
}

const nodeShape = fc.record({
  /** Lies where it should: whatever the three kinds of `where`, `region` and `id` say besides is left out. */
  belongs: fc.boolean(),
  id: choice([9, 'own'], [1, 'doubled'], [1, 'current'], [1, '']),
  home: fc.nat(3),
  addresses: fc.tuple(addressShape, addressShape),
  howMany: choice([4, 1], [4, 2], [1, 0]),
  region: choice([9, 'own'], [1, 'other'], [1, 'empty'], [1, 'unsaid'], [1, 'shouted']),
  state: choice([12, 'serving'], [2, 'draining'], [1, null]),
  /** Milliseconds ago. */
  age: choice([12, 0], [12, 1500], [1, -4999], [1, -5000], [1, -5001], [1, 3999], [1, 4000], [1, 59_999], [1, 60_000], [1, 1e9], [1, -1e9], [1, NaN], [1, null]), // prettier-ignore
  load: fc.tuple(
    choice([20, 'percent'], [1, NaN], [1, null], [1, -0.1], [1, -Infinity], [1, Infinity], [1, 1e308], [1, -0]),
    fc.integer({ min: 0, max: 110 }),
  ),
});
type NodeShape = typeof nodeShape extends fc.Arbitrary<infer T> ? T : never;

function nodeOf(sites: readonly KnownSite[], shape: NodeShape, index: number): KnownNode {
  const homes = shape.belongs ? sites.filter((site) => site.hasMedia) : sites;
  const count = shape.belongs ? Math.max(shape.howMany, 1) : shape.howMany;
  const found = shape.addresses.slice(0, count).map((address) => addressOf(homes, shape.home, shape.belongs ? settled(address) : address)); // prettier-ignore
  const own = at(homes, shape.home)?.region ?? 'nowhere';
  const regions = { own, other: `${own}x`, shouted: own.toUpperCase(), empty: '', unsaid: null };
  const ids = { own: `n${String(index)}`, doubled: 'n0', current: 'current', '': '' };
  const [kind, percent] = shape.load;
  return {
    addresses: found.map(([address]) => address),
    node: {
      nodeId: ids[shape.belongs && shape.id !== 'current' ? 'own' : shape.id],
      region: regions[shape.belongs ? 'own' : shape.region],
      addresses: found.map(([, text]) => text),
      state: shape.state,
      updatedAt: shape.age === null ? null : new Date(NOW - shape.age),
      load: kind === 'percent' ? percent / 100 : kind,
    },
  };
}

/** The same, where it cannot be anywhere but inside. */
function settled(shape: AddressShape): AddressShape {
  return shape.where === 'first' || shape.where === 'last' ? shape : { ...shape, where: 'inside' };
}

// Clusters ---------------------------------------------------------------------------------------------------------------

export const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    sites: fc.array(siteShape, { minLength: 1, maxLength: 3 }),
    limits: fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), fc.constantFrom(4, 10, 60)),
    nodes: fc.array(nodeShape, { maxLength: 4, size: 'max' }),
    /** In half of the clusters no stranger is meant to be: what else the fence weighs shows only there. */
    allBelong: fc.boolean(),
    pinned: choice([6, null], [3, 0], [1, 1], [1, 'unknown']),
    current: choice([2, null], [2, 'current'], [1, 'n0'], [1, 'gone']),
    now: choice([30, NOW], [1, NaN]),
    draw: choice([1, 0], [1, 0.3], [1, 0.8], [1, 1 - Number.EPSILON]),
  })
  .map((shape) => {
    const sites = shape.sites.map(siteOfShape);
    const pinned = typeof shape.pinned === 'number' ? (at(sites, shape.pinned)?.id ?? null) : shape.pinned;
    return {
      policy: policyOf(sites, shape.limits),
      sites,
      nodes: shape.nodes.map((node, index) => nodeOf(sites, shape.allBelong ? { ...node, belongs: true } : node, index)),
      // A name that every JavaScript object has is no site's.
      demand: { site: pinned === 'unknown' ? 'constructor' : pinned, nodeId: shape.current },
      now: new Date(shape.now),
      draw: shape.draw,
    };
  });

/** The site that a node lies at with every address that it gives, or null. */
export function homeOf(sites: readonly KnownSite[], { addresses }: KnownNode): KnownSite | null {
  const home = sites.find((site) =>
    addresses.every((address) => address && site.networks.some((network) => isInside(network, address))),
  );
  return addresses.length > 0 ? (home ?? null) : null;
}
