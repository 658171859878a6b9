/** The promise of the fence, for whatever a cluster may say of itself. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeRoom } from './fence.ts';
import { type Cluster, clusters, homeOf, type KnownNode } from './testing/random-clusters.ts';

const CASES = 100_000;
/** Fifteen seconds on a machine of its own; others may be using this one. */
const LONG = 120_000;

const decide = ({ policy, nodes, demand, now, draw }: Cluster) =>
  placeRoom(policy, { nodes: nodes.map(({ node }) => node), demand, now, draw });

/** Belongs here: every address at one site that has media, in that site's region, under an id that nobody else has. */
function belongs({ sites, nodes }: Cluster, known: KnownNode): boolean {
  const home = homeOf(sites, known);
  const namesakes = nodes.filter(({ node }) => node.nodeId === known.node.nodeId);
  const isNamed = known.node.nodeId !== '' && namesakes.length === 1;
  return home !== null && home.hasMedia && home.region === known.node.region && isNamed;
}

function isAlive({ policy, now }: Cluster, { node }: KnownNode): boolean {
  const age = now.getTime() - (node.updatedAt?.getTime() ?? NaN);
  return node.state === 'serving' && age >= -5000 && age < policy.limits.staleAfter * 1000;
}

function hasRoom({ policy: { limits } }: Cluster, { node }: KnownNode, want: 'room' | 'person'): boolean {
  const limit = want === 'room' ? limits.newRoomLoad : limits.joinLoad;
  return node.load !== null && node.load >= 0 && node.load <= limit;
}

const isWanted = ({ sites, demand }: Cluster, known: KnownNode) =>
  demand.site === null || demand.site === homeOf(sites, known)?.id;

/** May take whoever asks now: one more person if the room is on it, else a new room. */
function mayServe(cluster: Cluster, known: KnownNode): boolean {
  const want = known.node.nodeId === cluster.demand.nodeId ? 'person' : 'room';
  return belongs(cluster, known) && isAlive(cluster, known) && hasRoom(cluster, known, want) && isWanted(cluster, known);
}

it(
  `names no node that is foreign, silent, full or off the pinned site, in ${String(CASES)} clusters`,
  () => {
    let permitted = 0;
    fc.assert(
      fc.property(clusters, (cluster) => {
        const decision = decide(cluster);
        if (!decision.permitted) return;
        permitted += 1;
        const chosen = cluster.nodes.filter(({ node }) => node.nodeId === decision.nodeId);
        if (chosen.length !== 1 || !chosen.every((known) => mayServe(cluster, known))) expect.fail(JSON.stringify(decision));
        if (homeOf(cluster.sites, chosen[0]!)?.id !== decision.siteId) expect.fail(`not at ${decision.siteId}`);
        // One stranger among them, and nobody gets in.
        if (!cluster.nodes.every((known) => belongs(cluster, known))) expect.fail('a stranger was let be');
      }),
      { numRuns: CASES },
    );
    // A fence that permits nothing would pass as well.
    expect(permitted).toBeGreaterThan(CASES / 10);
  },
  LONG,
);

it(
  'names every stranger, and refuses for that reason alone',
  () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const decision = decide(cluster);
        const isKnownSite = cluster.demand.site === null || cluster.sites.some(({ id }) => id === cluster.demand.site);
        const strangers = cluster.nodes.filter((known) => !belongs(cluster, known)).map(({ node }) => node.nodeId);
        const named = [...new Set(strangers)].sort();
        if (!isKnownSite) expect(decision).toEqual({ permitted: false, reason: 'unknown_site', strangers: [] });
        else if (named.length > 0) expect(decision).toEqual({ permitted: false, reason: 'stranger_seen', strangers: named });
        else if (!decision.permitted) expect(decision).toMatchObject({ strangers: [] });
      }),
      { numRuns: 4000 },
    );
  },
  LONG,
);

it(
  'lets people in wherever a node may take them and the room need not be torn apart',
  () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        fc.pre(cluster.nodes.every((known) => belongs(cluster, known)));
        const current = cluster.nodes.find(({ node }) => node.nodeId === cluster.demand.nodeId);
        const isFullHere = current && isAlive(cluster, current) && !hasRoom(cluster, current, 'person');
        fc.pre(!isFullHere);
        const isOpen = cluster.nodes.some((known) => mayServe(cluster, known));
        expect(decide(cluster).permitted).toBe(isOpen);
      }),
      { numRuns: 4000 },
    );
  },
  LONG,
);

it(
  'decides the same for the same, in whatever order the nodes come',
  () => {
    fc.assert(
      fc.property(clusters, fc.nat(3), (cluster, turn) => {
        const turned = [...cluster.nodes.slice(turn), ...cluster.nodes.slice(0, turn)];
        expect(decide({ ...cluster, nodes: turned })).toEqual(decide(cluster));
        expect(decide({ ...cluster, nodes: [...cluster.nodes].reverse() })).toEqual(decide(cluster));
      }),
      { numRuns: 4000 },
    );
  },
  LONG,
);
