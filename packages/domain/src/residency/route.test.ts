import { describe, expect, it, test } from 'vitest';
import {
  endOf,
  isOurServer,
  judgeRoute,
  mediaBounds,
  type RouteReport,
  routeReportSchema,
  type SelectedPair,
  type ServerView,
} from './route.ts';
import { examplePolicy as policy } from './testing/example-policy.ts';

const pair: SelectedPair = {
  transport: 'publisher',
  protocol: 'udp',
  remote: { address: '192.0.2.7', port: 7882, type: 'host' },
  localType: 'prflx',
  relay: null,
};
const pairTo = (address: string, port = 7882): SelectedPair => ({ ...pair, remote: { ...pair.remote, address, port } });
const relayed: SelectedPair = {
  ...pair,
  localType: 'relay',
  relay: { url: 'turns:turn.del1.example:443?transport=tcp', protocol: 'tls' },
};

const report: RouteReport = {
  joinCode: 'abc-defg-hjk',
  sid: 'PA_1',
  nodeId: 'ND_del',
  region: 'in-north',
  sequence: 1,
  iceServers: ['stun:192.0.2.7:3478', 'turns:turn.del1.example:443?transport=tcp'],
  pairs: [pair, { ...pair, transport: 'subscriber' }],
};
const nothingKnown: ServerView = { nodeId: null, connection: null, offered: null };
const view: ServerView = { nodeId: 'ND_del', connection: 'udp', offered: ['192.0.2.7:7882', '[2001:db8:100::7]:7882'] };

describe('a route', () => {
  type Told = Readonly<{ said?: Partial<RouteReport>; known?: ServerView }>;
  // prettier-ignore
  test.each<[what: string, told: Told, faults: readonly string[], siteId: string | null]>([
    ['that is as it should be', { known: view }, [], 'del1'],
    ['of which the server knows nothing yet', {}, [], 'del1'],
    ['by IPv6', { said: { pairs: [pairTo('2001:DB8:100:0::7')] }, known: view }, [], 'del1'],
    ['by a mapped address', { said: { pairs: [pairTo('::ffff:192.0.2.7')] }, known: view }, [], 'del1'],
    ['through our own relay', { said: { pairs: [relayed] }, known: { ...view, connection: 'turn' } }, [], 'del1'],
    ['that has no pair yet', { said: { pairs: [] }, known: view }, [], null],
    // what the client says leaves the policy
    ['abroad', { said: { pairs: [pairTo('52.66.0.1')] } }, ['remote_outside'], null],
    ['abroad by IPv6', { said: { pairs: [pairTo('2600:1f18::1')] } }, ['remote_outside'], null],
    ['half abroad', { said: { pairs: [pair, pairTo('52.66.0.1')] } }, ['remote_outside', 'site_differs'], null],
    ['to a site of ours that has no media', { said: { pairs: [pairTo('203.0.113.7')] } }, ['remote_outside'], 'blr1'],
    ['to a name', { said: { pairs: [pairTo('3f2a.local')] } }, ['remote_unreadable'], null],
    ['to a zone', { said: { pairs: [pairTo('2001:db8:100::7%eth0')] } }, ['remote_unreadable'], null],
    ["through somebody else's relay", { said: { pairs: [{ ...relayed, relay: { url: 'turn:turn.twilio.com:3478', protocol: 'udp' } }] } }, ['relay_outside'], 'del1'],
    ["with somebody else's STUN server", { said: { iceServers: [...report.iceServers, 'stun:stun.l.google.com:19302'] } }, ['ice_server_outside'], 'del1'],
    // the two views contradict each other
    ['on another node', { said: { nodeId: 'ND_hyd' }, known: view }, ['node_differs'], 'del1'],
    ['on no node', { said: { nodeId: '' }, known: view }, ['node_differs'], 'del1'],
    ['to an end that was not offered', { said: { pairs: [pairTo('192.0.2.8')] }, known: view }, ['pair_not_offered'], 'del1'],
    ['to a port that was not offered', { said: { pairs: [pairTo('192.0.2.7', 7883)] }, known: view }, ['pair_not_offered'], 'del1'],
    ['to an end, when none was offered', { known: { ...view, offered: [] } }, ['pair_not_offered'], 'del1'],
    ['relayed as the server sees it, direct as the client does', { known: { ...view, connection: 'turn' } }, ['relay_contradicted'], 'del1'],
    ['direct as the server sees it, relayed as the client does', { said: { pairs: [relayed] }, known: view }, ['relay_contradicted'], 'del1'],
    ['that hides its relay', { said: { pairs: [{ ...relayed, relay: null }] }, known: view }, ['relay_contradicted'], 'del1'],
    ['to two sites', { said: { pairs: [pair, pairTo('198.51.100.7')] } }, ['site_differs'], null],
    ['that lies in all of it', { said: { nodeId: 'x', iceServers: ['stun:stun.example'], pairs: [{ ...pairTo('52.66.0.1'), relay: { url: 'turn:52.66.0.2', protocol: 'udp' } }] }, known: view },
      ['ice_server_outside', 'remote_outside', 'relay_outside', 'node_differs', 'pair_not_offered', 'relay_contradicted'], null],
  ])('%s', (...[, { said = {}, known = nothingKnown }, faults, siteId]) => {
    expect(judgeRoute(policy, { ...report, ...said }, known)).toEqual({ faults, siteId });
  });

  it('is not made good by its region', () => {
    const abroad = { ...report, region: 'in-north', pairs: [pairTo('52.66.0.1')] };
    expect(judgeRoute(policy, abroad, nothingKnown).faults).toContain('remote_outside');
  });
});

describe('a STUN or TURN server', () => {
  test.each([
    'stun:192.0.2.7:3478',
    'stun:192.0.2.7',
    'stuns:turn.del1.example',
    'turn:[2001:db8:100::7]:3478?transport=udp',
    'turn:[::ffff:192.0.2.7]:3478',
    'turns:turn.hyd1.example:443?transport=tcp',
    'turn:media.del1.example:3478',
  ])('of ours: %s', (url) => {
    expect(isOurServer(policy, url)).toBe(true);
  });

  test.each([
    ['another name', 'stun:stun.l.google.com:19302'],
    ['another address', 'turn:52.66.0.1:3478'],
    ['another address, IPv6', 'turn:[2600:1f18::1]:3478'],
    ['a site of ours that has neither media nor TURN', 'turn:203.0.113.7:3478'],
    ['a name of ours that has neither', 'turn:portal.example'],
    ['an address as the beginning of a name', 'turn:192.0.2.7.evil.example'],
    ['a name of ours as the beginning of a name', 'turn:turn.del1.example.evil.example'],
    ['a name of ours as the end of a name', 'turn:evil-turn.del1.example'],
    ['a name of ours below another', 'turn:evil.turn.del1.example'],
    ['a name of ours with the dot of the root', 'turn:turn.del1.example.'],
    ['somebody before an @', 'turn:192.0.2.7@evil.example'],
    ['a name of ours behind an @', 'turn:evil.example@turn.del1.example'],
    ['a user and a password', 'turn:user:pass@192.0.2.7'],
    ['slashes', 'turn://192.0.2.7'],
    ['a path', 'turn:192.0.2.7/evil'],
    ['space in front', ' turn:192.0.2.7'],
    ['space behind', 'turn:192.0.2.7 '],
    ['space inside', 'turn: 192.0.2.7'],
    ['a line break', 'turn:192.0.2.7\n'],
    ['another line', 'turn:192.0.2.7\nturn:evil.example'],
    ['a tab inside', 'turn:192.0.2\t.7'],
    ['a null', 'turn:192.0.2.7\u0000.evil.example'],
    ['a scheme in capitals', 'TURN:192.0.2.7'],
    ['a name in capitals', 'turn:TURN.DEL1.EXAMPLE'],
    ['another scheme', 'https://turn.del1.example'],
    ['no scheme', '192.0.2.7:3478'],
    ['octal', 'turn:192.0.02.7'],
    ['a short form', 'turn:3221225991'],
    ['a zone', 'turn:[2001:db8:100::7%25eth0]'],
    ['brackets around IPv4', 'turn:[192.0.2.7]'],
    ['no brackets around IPv6', 'turn:2001:db8:100::7'],
    ['another parameter', 'turn:192.0.2.7?transport=udp&server=evil.example'],
    ['a second parameter', 'turn:192.0.2.7?transport=tls'],
    ['a fragment', 'turn:192.0.2.7#evil.example'],
    ['nothing', ''],
    ['a scheme alone', 'turn:'],
    ['letters that look alike', 'turn:turn.dеl1.example'],
  ])('refused, %s', (_, url) => {
    expect(isOurServer(policy, url)).toBe(false);
  });
});

test.each([
  [{ address: '192.0.2.7', port: 7882 }, '192.0.2.7:7882'],
  [{ address: '::ffff:192.0.2.7', port: 7882 }, '192.0.2.7:7882'],
  [{ address: '2001:DB8:0::1', port: 1 }, '[2001:db8::1]:1'],
  [{ address: '3f2a.local', port: 9 }, '3f2a.local:9'],
])('the end %o is written %s', (end, written) => {
  expect(endOf(end)).toBe(written);
});

describe('a report', () => {
  it('is taken as it is meant', () => {
    expect(routeReportSchema.safeParse({ ...report, pairs: [pair, relayed] }).success).toBe(true);
    expect(routeReportSchema.safeParse({ ...report, nodeId: '', region: '', iceServers: [], pairs: [] }).success).toBe(true);
  });

  test.each<[what: string, said: Readonly<Record<string, unknown>>]>([
    ['something more', { ip: '203.0.113.9' }],
    ["the client's own address", { pairs: [{ ...pair, local: { address: '203.0.113.9', port: 1 } }] }],
    ['no code', { joinCode: 'abc' }],
    ['no session', { sid: '' }],
    ['a session with a line break', { sid: 'PA_1\n' }],
    ['a node that is a script', { nodeId: '<script>' }],
    ['a region with capitals', { region: 'IN' }],
    ['a number of nought', { sequence: 0 }],
    ['half a number', { sequence: 1.5 }],
    ['a number without end', { sequence: 100_001 }],
    ['too many servers', { iceServers: Array.from({ length: 21 }, () => 'stun:192.0.2.7') }],
    ['an endless server', { iceServers: ['s'.repeat(301)] }],
    ['too many pairs', { pairs: [pair, pair, pair, pair, pair] }],
    ['a port past all', { pairs: [pairTo('192.0.2.7', 65_536)] }],
    ['another protocol', { pairs: [{ ...pair, protocol: 'sctp' }] }],
    ['another kind of candidate', { pairs: [{ ...pair, localType: 'magic' }] }],
    ['no address', { pairs: [pairTo('')] }],
    ['an endless address', { pairs: [pairTo('1'.repeat(256))] }],
    ['a relay left out', { pairs: [{ ...pair, relay: undefined }] }],
  ])('is refused with %s', (_, said) => {
    expect(routeReportSchema.safeParse({ ...report, ...said }).success).toBe(false);
  });
});

describe('where media may be', () => {
  it('is at every site with media or TURN, and for a meeting that is tied to one at that alone', () => {
    const { sites } = policy;
    expect(mediaBounds(policy).networks).toEqual([...sites['del1']!.networks, ...sites['hyd1']!.networks]);
    expect(mediaBounds(policy, 'hyd1')).toEqual({
      networks: sites['hyd1']!.networks,
      hosts: ['media.hyd1.example', 'turn.hyd1.example'],
    });
    for (const none of ['blr1', 'nowhere', '__proto__'])
      expect(mediaBounds(policy, none), none).toEqual({ networks: [], hosts: [] });
  });
});
