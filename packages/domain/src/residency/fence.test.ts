import { describe, expect, it, test } from 'vitest';
import { judgeNode, type MediaNode, placeRoom } from './fence.ts';
import { examplePolicy as policy } from './testing/example-policy.ts';

const now = new Date('2026-11-25T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const del: MediaNode = {
  nodeId: 'ND_del',
  region: 'in-north',
  addresses: ['192.0.2.7', '2001:db8:100::7'],
  state: 'serving',
  updatedAt: ago(1),
  load: 0.2,
};
const hyd: MediaNode = { ...del, nodeId: 'ND_hyd', region: 'in-south', addresses: ['198.51.100.7'], load: 0.4 };
const abroad: MediaNode = { ...del, nodeId: 'ND_abroad', region: 'in-north', addresses: ['52.66.0.1'] };

describe('a node', () => {
  test.each<[what: string, said: Partial<MediaNode>, standing: string]>([
    ['at home', {}, 'open'],
    ['at home by one family alone', { addresses: ['2001:db8:100::7'] }, 'open'],
    ['at home by a mapped address', { addresses: ['::ffff:192.0.2.7'] }, 'open'],
    // strangers
    ['without an address', { addresses: [] }, 'no_address'],
    ['abroad', { addresses: ['52.66.0.1'] }, 'address_outside'],
    ['half abroad', { addresses: ['192.0.2.7', '52.66.0.1'] }, 'address_outside'],
    ['half abroad by IPv6', { addresses: ['192.0.2.7', '2600:1f18::1'] }, 'address_outside'],
    ['one address past the network', { addresses: ['192.0.2.64'] }, 'address_outside'],
    ['with a name for an address', { addresses: ['media.del1.example'] }, 'address_outside'],
    ['at two sites', { addresses: ['192.0.2.7', '198.51.100.7'] }, 'sites_differ'],
    ['where no media may be', { addresses: ['203.0.113.7'], region: 'in-recovery' }, 'no_media_at_site'],
    ['of another region', { region: 'in-south' }, 'region_differs'],
    ['of an unlisted region', { region: 'us-east-1' }, 'region_differs'],
    ['of an empty region', { region: '' }, 'region_differs'],
    ['of no region', { region: null }, 'region_differs'],
    // at home, and takes nobody
    ['just not silent too long', { updatedAt: ago(9.999) }, 'open'],
    ['silent too long', { updatedAt: ago(10) }, 'stale'],
    ['that never said anything', { updatedAt: null }, 'stale'],
    ['that says an impossible time', { updatedAt: new Date(NaN) }, 'stale'],
    ['a little ahead', { updatedAt: ago(-5) }, 'open'],
    ['far ahead', { updatedAt: ago(-5.001) }, 'stale'],
    ['draining', { state: 'draining' }, 'draining'],
    ['in no known state', { state: null }, 'state_unknown'],
    ['idle', { load: 0 }, 'open'],
    ['at its limit', { load: 0.7 }, 'open'],
    ['above its limit', { load: 0.701 }, 'overloaded'],
    ['without end', { load: Infinity }, 'overloaded'],
    ['of no load', { load: null }, 'load_unknown'],
    ['of a load that is no number', { load: NaN }, 'load_unknown'],
    ['of a load below nothing', { load: -0.1 }, 'load_unknown'],
  ])('%s', (_, said, standing) => {
    const judged = judgeNode(policy, { ...del, ...said }, { now, want: 'room' });
    expect('reason' in judged ? judged.reason : judged.standing).toBe(standing);
    const strangers = ['no_address', 'address_outside', 'sites_differ', 'no_media_at_site', 'region_differs'];
    if ('reason' in judged) expect(judged.standing).toBe(strangers.includes(standing) ? 'stranger' : 'idle');
  });

  it('has more room for those who join than for what is new', () => {
    const full = { ...del, load: 0.8 };
    expect(judgeNode(policy, full, { now, want: 'room' })).toMatchObject({ standing: 'idle', reason: 'overloaded' });
    expect(judgeNode(policy, full, { now, want: 'person' })).toEqual({ standing: 'open', siteId: 'del1', load: 0.8 });
    expect(judgeNode(policy, { ...del, load: 0.86 }, { now, want: 'person' })).toMatchObject({ reason: 'overloaded' });
  });

  it('may be fully busy where the policy says so', () => {
    const anyLoad = { ...policy, limits: { ...policy.limits, newRoomLoad: 1, joinLoad: 1 } };
    expect(judgeNode(anyLoad, { ...del, load: 1 }, { now, want: 'room' }).standing).toBe('open');
    expect(judgeNode(anyLoad, { ...del, load: 1.5 }, { now, want: 'room' }).standing).toBe('idle');
  });

  it('is told nothing by a clock that cannot be read', () => {
    expect(judgeNode(policy, del, { now: new Date(NaN), want: 'room' })).toMatchObject({ reason: 'stale' });
  });
});

describe('a room', () => {
  type Case = Readonly<{ nodes: readonly MediaNode[]; site?: string; at?: string }>;
  const full = (node: MediaNode, load = 0.9) => ({ ...node, load });
  const silent = (node: MediaNode) => ({ ...node, updatedAt: ago(60) });
  const draining = (node: MediaNode): MediaNode => ({ ...node, state: 'draining' });

  // prettier-ignore
  test.each<[what: string, placed: Case, decision: string]>([
    ['goes nowhere without a node', { nodes: [] }, 'no_node'],
    ['goes past a full node', { nodes: [full(del), hyd] }, 'ND_hyd'],
    ['goes past a silent node', { nodes: [silent(del), hyd] }, 'ND_hyd'],
    ['goes past a node that is about to end', { nodes: [draining(del), hyd] }, 'ND_hyd'],
    ['waits while all are full', { nodes: [full(del), full(hyd)] }, 'overloaded'],
    ['waits while those that are left are full', { nodes: [silent(del), full(hyd)] }, 'overloaded'],
    ['goes nowhere when all are gone', { nodes: [silent(del), draining(hyd)] }, 'no_node'],
    // A stranger closes all, whatever else there is.
    ['goes nowhere while a stranger is there', { nodes: [del, hyd, abroad] }, 'stranger_seen: ND_abroad'],
    ['goes nowhere while a silent stranger is there', { nodes: [del, silent(abroad)] }, 'stranger_seen: ND_abroad'],
    ['goes nowhere while strangers are there', { nodes: [{ ...abroad, nodeId: 'ND_b' }, { ...abroad, nodeId: 'ND_a' }] }, 'stranger_seen: ND_a,ND_b'],
    ['goes nowhere while two nodes have one name', { nodes: [del, { ...hyd, nodeId: 'ND_del' }] }, 'stranger_seen: ND_del'],
    ['goes nowhere while a node has no name', { nodes: [{ ...del, nodeId: '' }] }, 'stranger_seen: '],
    // pinned
    ['goes to its pinned site, though it is busier', { nodes: [del, hyd], site: 'hyd1' }, 'ND_hyd'],
    ['waits for its pinned site', { nodes: [del, full(hyd)], site: 'hyd1' }, 'overloaded'],
    ['does not leave its pinned site when that is gone', { nodes: [del, silent(hyd)], site: 'hyd1' }, 'pinned_site_closed'],
    ['does not go where the pinned site has no node', { nodes: [del], site: 'hyd1' }, 'pinned_site_closed'],
    ['does not go to a pinned site without media', { nodes: [del, hyd], site: 'blr1' }, 'pinned_site_closed'],
    ['knows no other site', { nodes: [del], site: 'iad1' }, 'unknown_site'],
    ['knows no site that every object has', { nodes: [del], site: 'constructor' }, 'unknown_site'],
    // where it is already
    ['stays where it is', { nodes: [del, hyd], at: 'ND_hyd' }, 'ND_hyd'],
    ['stays on a node that takes no new room', { nodes: [del, full(hyd, 0.8)], at: 'ND_hyd' }, 'ND_hyd'],
    ['waits for its own node rather than being torn apart', { nodes: [del, full(hyd)], at: 'ND_hyd' }, 'overloaded'],
    ['moves when its node is gone', { nodes: [del], at: 'ND_hyd' }, 'ND_del'],
    ['moves when its node is silent', { nodes: [del, silent(hyd)], at: 'ND_hyd' }, 'ND_del'],
    ['moves when its node is about to end', { nodes: [del, draining(hyd)], at: 'ND_hyd' }, 'ND_del'],
    ['moves to its pinned site', { nodes: [del, hyd], site: 'del1', at: 'ND_hyd' }, 'ND_del'],
    ['does not move beside its pinned site', { nodes: [del, silent(hyd)], site: 'hyd1', at: 'ND_hyd' }, 'pinned_site_closed'],
    ['does not stay with a stranger', { nodes: [del, abroad], at: 'ND_abroad' }, 'stranger_seen: ND_abroad'],
  ])('%s', (_, { nodes, site = null, at = null }, expected) => {
    const decision = placeRoom(policy, { nodes, demand: { site, nodeId: at }, now });
    const strangers = decision.permitted || decision.reason !== 'stranger_seen' ? '' : `: ${decision.strangers.join()}`;
    expect(decision.permitted ? decision.nodeId : decision.reason + strangers).toBe(expected);
  });

  const shares = (...nodes: readonly MediaNode[]): Readonly<Record<string, number>> => {
    const decisions = Array.from({ length: 1000 }, (_, at) =>
      placeRoom(policy, { nodes, demand: { site: null, nodeId: null }, now, draw: at / 1000 }),
    );
    const ids = decisions.flatMap((decision) => (decision.permitted ? [decision.nodeId] : []));
    return Object.fromEntries([...new Set(ids)].map((id) => [id, ids.filter((one) => one === id).length / 1000]));
  };

  it.each([
    ['by halves to nodes that are alike', [0.2, 0.2], [0.5, 0.5]],
    ['to each by how far it is below the limit', [0.1, 0.6], [6 / 7, 1 / 7]],
    ['seldom to one that is nearly full', [0.1, 0.69], [60 / 61, 1 / 61]],
    ['never to one that is at the limit while another is not', [0.1, 0.7], [1, undefined]],
    ['to one of those at the limit where there is no other', [0.7, 0.7], [1, undefined]],
  ])('goes %s', (_, [ofDel, ofHyd], [expectedDel, expectedHyd]) => {
    const { ND_del, ND_hyd } = shares({ ...hyd, load: ofHyd ?? NaN }, { ...del, load: ofDel ?? NaN });
    expect(ND_del).toBeCloseTo(expectedDel ?? NaN, 2);
    if (expectedHyd === undefined) expect(ND_hyd).toBeUndefined();
    else expect(ND_hyd).toBeCloseTo(expectedHyd, 2);
  });
});
