import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readConfig } from './config-file.ts';
import { lintLivekit, rules } from './lint.ts';
import { renderLivekit } from './render.ts';
import { fullSettings, testPolicy } from './testing/policy.ts';
import { template } from './testing/template.ts';

const good = renderLivekit(template, { policy: testPolicy, siteId: 'del1', settings: fullSettings });

type Edit = Readonly<Record<string, unknown>>;

/** The good file with some values replaced, added, or (undefined) taken out. */
function edited(edit: Edit): string {
  const document = parseDocument(good);
  for (const [path, value] of Object.entries(edit)) {
    const names = path.split('.');
    if (value === undefined) document.deleteIn(names);
    else document.setIn(names, value);
  }
  return document.toString();
}

const lint = (text: string) => lintLivekit(text, testPolicy, 'del1');

test('the rendered file has no fault', () => {
  expect(lint(good)).toEqual([]);
});

/** One row for each way to leak, or to open what should be shut; the red control of all is the good file above. */
const leaks: readonly (readonly [what: string, edit: Edit, at: string, says: RegExp])[] = [
  // Where it is, and what it offers of itself
  ['no address', { 'rtc.node_ip': undefined }, 'rtc.node_ip', /ask Google and Twilio/],
  ['an address as a table, which is read as none', { 'rtc.node_ip': { ipv4: '203.0.113.10' } }, 'rtc.node_ip', /not one value/],
  ['an address abroad', { 'rtc.node_ip': '192.0.2.10' }, 'rtc.node_ip', /192\.0\.2\.10: outside/],
  ['an address of another site', { 'rtc.node_ip': '198.51.100.10' }, 'rtc.node_ip', /outside the networks of the site/],
  ['IPv6 abroad beside IPv4 at home', { 'rtc.node_ip': '203.0.113.10,2001:db8:2::1' }, 'rtc.node_ip', /2001:db8:2::1: outside/],
  [
    'two addresses of a family',
    { 'rtc.node_ip': '203.0.113.10,203.0.113.11' },
    'rtc.node_ip',
    /more than one address of a family/,
  ],
  ['a name for an address', { 'rtc.node_ip': 'media.sabha.example' }, 'rtc.node_ip', /not an address/],
  ['external address asked for', { 'rtc.use_external_ip': true }, 'rtc.use_external_ip', /ask STUN servers/],
  ['external address asked for by a yes', { 'rtc.use_external_ip': 'yes' }, 'rtc.use_external_ip', /not true or false/],
  ['whatever address the host has', { 'rtc.ips': undefined }, 'rtc.ips.includes', /every address that the host has/],
  ['addresses left out rather than listed', { 'rtc.ips': { excludes: ['10.0.0.0/8'] } }, 'rtc.ips.includes', /missing/],
  ['all of IPv6', { 'rtc.ips.includes': ['203.0.113.0/26', '::/0'] }, 'rtc.ips.includes.1', /::\/0: not within/],
  ['a network one bit too wide', { 'rtc.ips.includes': ['203.0.113.0/25'] }, 'rtc.ips.includes.0', /not within/],
  ['a network that is none', { 'rtc.ips.includes': ['203.0.113.10/26'] }, 'rtc.ips.includes.0', /not within/],
  ['names by multicast', { 'rtc.use_mdns': true }, 'rtc.use_mdns', /multicast/],
  ['a TCP listener', { 'rtc.tcp_port': 7881 }, 'rtc.tcp_port', /every interface, whatever bind_addresses say/],
  ['a TCP listener by default', { 'rtc.tcp_port': undefined }, 'rtc.tcp_port', /by default on 7881/],
  ['signalling everywhere', { bind_addresses: undefined }, 'bind_addresses', /listen everywhere/],
  ['signalling everywhere, in full', { bind_addresses: ['0.0.0.0'] }, 'bind_addresses.0', /not loopback nor a private/],
  ['signalling on a public address', { bind_addresses: ['203.0.113.10'] }, 'bind_addresses.0', /have no TLS/],
  ['metrics on a public address', { bind_addresses: ['::1', '2001:db8:1::10'] }, 'prometheus.port', /metrics would be open/],
  [
    'metrics by their old name',
    { bind_addresses: ['::'], prometheus: undefined, prometheus_port: 6789 },
    'prometheus_port',
    /open/,
  ],
  ['debug pages', { 'debug_handler.port': 7070 }, 'debug_handler.port', /who is in which room/],
  ['a region of nobody', { region: undefined }, 'region', /stranger/],
  ['the region of another site', { region: 'in-hyd1' }, 'region', /in-hyd1: not the site's region/],

  // What participants are told
  ['no STUN servers', { 'rtc.stun_servers': undefined }, 'rtc.stun_servers', /Google's and Twilio's/],
  ['no STUN servers, as a list', { 'rtc.stun_servers': [] }, 'rtc.stun_servers', /Google's and Twilio's/],
  ['no STUN servers, as null', { 'rtc.stun_servers': null }, 'rtc.stun_servers', /Google's and Twilio's/],
  ["Google's STUN server", { 'rtc.stun_servers': ['stun.l.google.com:19302'] }, 'rtc.stun_servers.0', /not of the policy/],
  ['a second STUN server abroad', { 'rtc.stun_servers': ['203.0.113.10:3478', '192.0.2.1:3478'] }, 'rtc.stun_servers.1', /192/],
  ['TURN abroad', { 'rtc.turn_servers': [{ host: 'turn.example.com', port: 443 }] }, 'rtc.turn_servers.0', /relays sound/],
  ['TURN of no host', { 'rtc.turn_servers': [{ port: 443 }] }, 'rtc.turn_servers.0', /relays sound/],
  ['TURN by a name like ours', { 'turn.domain': 'turn.sabha.example.com' }, 'turn.domain', /participants would be sent there/],
  ['streams abroad', { 'ingress.rtmp_base_url': 'rtmp://live.example.com/x' }, 'ingress.rtmp_base_url', /streams would be sent/],
  ['streams to no address', { 'ingress.whip_base_url': 'somewhere' }, 'ingress.whip_base_url', /streams would be sent/],

  // Its own relay
  ['a relay on every address', { 'turn.bind_addresses': undefined }, 'turn.bind_addresses', /every address/],
  ['a relay on an address abroad', { 'turn.bind_addresses': ['192.0.2.10'] }, 'turn.bind_addresses.0', /not within/],
  [
    'a relay to private networks',
    { 'turn.allow_restricted_peer_cidrs': ['10.0.0.0/8'] },
    'turn.allow_restricted_peer_cidrs.0',
    /private/,
  ],
  ['a relay to the whole world', { 'turn.deny_peer_cidrs': undefined }, 'turn.deny_peer_cidrs', /relay sound and picture to/],
  ['a relay to all of IPv6', { 'turn.deny_peer_cidrs': ['0.0.0.0/0'] }, 'turn.deny_peer_cidrs', /relay .* to ::\/3/],
  ['a deny list that nobody can read', { 'turn.deny_peer_cidrs': ['the world'] }, 'turn.deny_peer_cidrs', /not a network/],

  // What it speaks to
  ['Redis abroad', { 'redis.address': 'redis.example.com:6379' }, 'redis.address', /no queue of the policy/],
  ['Redis without a port', { 'redis.address': 'redis.sabha.example' }, 'redis.address', /no queue of the policy/],
  ['Redis at a site that has none', { 'redis.address': '198.51.100.10:6379' }, 'redis.address', /no queue/],
  ['a Redis sentinel abroad', { 'redis.sentinel_addresses': ['192.0.2.1:26379'] }, 'redis.sentinel_addresses.0', /no queue/],
  ['a Redis cluster abroad', { 'redis.cluster_addresses': ['[2001:db8:2::1]:6379'] }, 'redis.cluster_addresses.0', /no queue/],
  ['Redis of whoever answers', { 'redis.tls': { enabled: true, insecure: true } }, 'redis.tls.insecure', /anybody may answer/],
  ['webhooks abroad', { 'webhook.urls': ['https://hooks.example.com/x'] }, 'webhook.urls.0', /no portal of the policy/],
  ['webhooks to a name like ours', { 'webhook.urls': ['https://sabha.example.com/x'] }, 'webhook.urls.0', /no portal/],
  ['webhooks past a user name', { 'webhook.urls': ['https://sabha.example@192.0.2.1/'] }, 'webhook.urls.0', /no portal/],
  ['webhooks with a password', { 'webhook.urls': ['https://a:b@sabha.example/'] }, 'webhook.urls.0', /written into logs/],
  ['webhooks in the clear', { 'webhook.urls': ['http://sabha.example/x'] }, 'webhook.urls.0', /not https/],
  ['webhooks to no address', { 'webhook.urls': ['sabha'] }, 'webhook.urls.0', /not an address/],
  ['traces abroad', { 'trace.jaeger_url': 'https://traces.example.com/api' }, 'trace.jaeger_url', /traces of calls/],
  ['traces to a host and port', { 'trace.jaeger_url': 'traces.example.com:6831' }, 'trace.jaeger_url', /traces of calls/],

  // Rooms, nodes, keys
  ['rooms made by whoever comes', { 'room.auto_create': true }, 'room.auto_create', /past the fence/],
  ['rooms made by whoever comes, by default', { 'room.auto_create': undefined }, 'room.auto_create', /true by default/],
  [
    'rooms that record by themselves',
    { 'room.room_configurations': { x: { egress: {} } } },
    'room.room_configurations',
    /record/,
  ],
  ['a selector that goes abroad', { 'node_selector.kind': 'regionaware' }, 'node_selector.kind', /another region/],
  ['a selector that nobody knows', { 'node_selector.kind': 'nearest' }, 'node_selector.kind', /not a selector/],
  ['development mode', { development: true }, 'development', /known keys/],
  ['no keys', { keys: undefined }, 'keys', /does not start/],
  ['the development key', { keys: { devkey: 'secret' } }, 'keys', /devkey: known to the whole world/],
  ['a short secret', { keys: { sabha: 'x'.repeat(31) } }, 'keys', /sabha: its secret is too short/],

  // Names and kinds
  ['a misspelt name', { 'rtc.stun_server': ['203.0.113.10:3478'] }, 'rtc.stun_server', /knows no such name/],
  ['a name in the wrong table', { auto_create: false }, 'auto_create', /knows no such name/],
  ['a name that every object has', { 'rtc.constructor': 'x' }, 'rtc.constructor', /knows no such name/],
  ['a text for a list', { 'rtc.stun_servers': '203.0.113.10:3478' }, 'rtc.stun_servers', /not a list/],
  ['a list for a table', { turn: ['x'] }, 'turn', /not a table/],
  ['a number that is a text', { 'rtc.tcp_port': '0' }, 'rtc.tcp_port', /not a number/],
];

describe('a LiveKit file is refused', () => {
  test.each(leaks)('with %s', (...[, edit, at, says]) => {
    const found = lint(edited(edit)).filter(({ path }) => path === at);
    expect(found.map(({ message }) => message).join('\n')).toMatch(says);
    for (const { line, remedy } of found) {
      expect(line).toBeGreaterThan(0);
      expect(remedy).not.toBe('');
    }
  });

  test('no rule is idle: each finds one of these leaks, or a relay that the policy does not have', () => {
    const site = testPolicy.sites['del1']!;
    const withoutTurn = { policy: testPolicy, site: { ...site, runs: { ...site.runs, turn: 'none' as const } } };
    const tried = leaks.flatMap(([, edit]) => {
      const { file } = readConfig(edited(edit));
      return file === null ? [] : [{ file, ground: { policy: testPolicy, site } }];
    });
    tried.push({ file: readConfig(good).file!, ground: withoutTurn });
    expect(rules.filter((rule) => !tried.some(({ file, ground }) => rule(file, ground).length > 0))).toEqual([]);
  }, 30_000);

  test.each([
    ['an alias', good.replace('region: in-del1', 'region: &r in-del1\nkey_file: *r'), /an anchor|an alias/],
    ['a second document', `${good}---\ndevelopment: true\n`, /multiple documents/],
    ['a name twice', `${good}\nregion: in-del1\n`, /unique/],
    ['a tag', good.replace('region: in-del1', 'region: !!binary aW4='), /a tag/],
    ['a name that is no text', `${good}\n? [region]\n: x\n`, /no text/],
    ['a name that is true', `${good}\ntrue: x\n`, /no text/],
    ['broken YAML', 'rtc: [', /./],
  ])('when it can be read in two ways: %s', (_, text, says) => {
    const found = lint(text);
    expect(found.map(({ message }) => message).join('\n')).toMatch(says);
  });

  test('when it is the template itself, or nothing', () => {
    expect(lint(template).length).toBeGreaterThan(5);
    expect(lint('').map(({ path }) => path)).toEqual(expect.arrayContaining(['rtc.node_ip', 'rtc.stun_servers', 'keys']));
  });

  test('with its faults in the order of the file', () => {
    const lines = lint(edited({ region: 'x', 'rtc.tcp_port': 7881, 'room.auto_create': true })).map(({ line }) => line);
    expect(lines).toHaveLength(3);
    expect(lines).toEqual([...lines].sort((one, other) => one - other));
  });

  test('on the line of the value', () => {
    const [fault] = lint(edited({ 'rtc.tcp_port': 7881 }));
    expect(edited({ 'rtc.tcp_port': 7881 }).split('\n')[(fault?.line ?? 0) - 1]).toContain('tcp_port: 7881');
  });

  test('without a word of a secret', () => {
    const found = lint(edited({ keys: { sabha: 'hush-hush' }, 'redis.address': 'x:1', 'redis.password': 'hush-hush' }));
    expect(JSON.stringify(found)).not.toContain('hush-hush');
  });
});

describe('a site', () => {
  test.each([
    ['that the policy does not know', 'nowhere', /knows no site nowhere/],
    ['by a name that every object has', 'constructor', /knows no site/],
    ['where no media may run', 'blr1', /no media may run at blr1/],
    ['where no TURN server runs', 'hyd1', /no TURN server runs at this site/],
  ])('%s is refused', (_, siteId, says) => {
    expect(
      lintLivekit(good, testPolicy, siteId)
        .map(({ message }) => message)
        .join('\n'),
    ).toMatch(says);
  });
});

test.each<[string, Edit]>([
  ['its neighbours on this very host', { 'redis.address': '127.0.0.1:6379', 'webhook.urls': ['http://[::1]:3000/x'] }],
  [
    'addresses of the site for its neighbours',
    { 'redis.address': '[2001:db8:1::6]:6379', 'webhook.urls': ['https://203.0.113.5/'] },
  ],
  ['a log host of the policy for traces', { 'trace.jaeger_url': 'https://logs.sabha.example/api' }],
  [
    'TURN of its own beside the built-in one',
    { 'rtc.turn_servers': [{ host: 'turn.sabha.example', port: 3478, protocol: 'udp' }] },
  ],
  ['another selector that stays', { 'node_selector.kind': 'cpuload' }],
  ['one family', { 'rtc.node_ip': '203.0.113.10', 'rtc.ips.includes': ['203.0.113.0/28'] }],
  ['no relay', { turn: { enabled: false } }],
  ['keys in a file of their own', { keys: undefined, key_file: '/run/secrets/keys' }],
])('a file may have %s', (_, edit) => {
  expect(lint(edited(edit))).toEqual([]);
});
