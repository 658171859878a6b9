import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { lintLivekit } from './lint.ts';
import { openPaths, RenderError, renderLivekit } from './render.ts';
import { type LivekitSettings, settingsSchema } from './settings.ts';
import { fullSettings, testPolicy } from './testing/policy.ts';
import { template } from './testing/template.ts';

const render = (change: Partial<LivekitSettings> = {}, siteId = 'del1') =>
  renderLivekit(template, { policy: testPolicy, siteId, settings: { ...fullSettings, ...change } });

/** All that may differ between two hosts. A value that joins this list is one that somebody decided on. */
const named = [
  'port',
  'bind_addresses',
  'prometheus.port',
  'region',
  'rtc.udp_port',
  'rtc.node_ip',
  'rtc.ips.includes',
  'rtc.stun_servers',
  'turn.bind_addresses',
  'turn.udp_port',
  'turn.domain',
  'turn.tls_port',
  'turn.cert_file',
  'turn.key_file',
  'turn.relay_range_start',
  'turn.relay_range_end',
  'turn.allow_restricted_peer_cidrs',
  'turn.deny_peer_cidrs',
  'redis.address',
  'redis.password',
  'webhook.api_key',
  'webhook.urls',
  'keys',
];

test('the template leaves open what is named here, and nothing else', () => {
  expect(openPaths(template)).toEqual(named);
});

test('every knob of the template has a comment of its own', () => {
  const lines = template.split('\n');
  const knobs = lines.flatMap((line, index) => (/^\s*[a-z_]+: ./.test(line) ? [index] : []));
  expect(knobs.length).toBeGreaterThan(named.length);
  expect(knobs.filter((index) => !/^\s*#/.test(lines[index - 1] ?? '')).map((index) => lines[index])).toEqual([]);
});

test('the host’s values are in it, and every comment of the template', () => {
  const text = render();
  expect(text.match(/^[ \t]*#.*$/gm)).toEqual(template.match(/^[ \t]*#.*$/gm));
  expect(text).not.toContain('<host>\n');
  expect(parse(text)).toMatchObject({
    bind_addresses: ['127.0.0.1', '172.30.0.1'],
    region: 'in-del1',
    rtc: {
      udp_port: '50000-50003',
      node_ip: '203.0.113.10,2001:db8:1::10',
      ips: { includes: ['203.0.113.10/32', '2001:db8:1::10/128'] },
      stun_servers: ['203.0.113.10:3478', '[2001:db8:1::10]:3478'],
    },
    turn: { domain: 'turn.sabha.example', tls_port: 5349, allow_restricted_peer_cidrs: [] },
    redis: { address: 'redis.sabha.example:6379' },
    keys: { sabha: fullSettings.key.secret },
  });
});

test('what a host does not have is not in it', () => {
  const plain = parse(render({ redis: null, turnTls: null })) as { redis?: unknown; turn: object };
  expect(plain.redis).toBeUndefined();
  expect(Object.keys(plain.turn)).not.toEqual(expect.arrayContaining(['domain']));
});

test('a relay reaches the host’s own addresses and no other', () => {
  const { turn } = parse(render({ addresses: ['203.0.113.10'] })) as { turn: { deny_peer_cidrs: string[] } };
  expect(turn.deny_peer_cidrs).toHaveLength(33);
  expect(turn.deny_peer_cidrs).toEqual(expect.arrayContaining(['203.0.113.11/32', '::/0']));
});

test.each<[string, Partial<LivekitSettings>, RegExp]>([
  ['an address abroad', { addresses: ['192.0.2.1'] }, /rtc\.node_ip: 192\.0\.2\.1: outside/],
  ['an address of another site', { addresses: ['198.51.100.1'] }, /rtc\.node_ip.*outside/],
  ['IPv6 abroad', { addresses: ['203.0.113.10', '2001:db8:2::1'] }, /2001:db8:2::1: outside/],
  ['signalling in the open', { listen: ['203.0.113.10'] }, /bind_addresses/],
  ['TURN by a foreign name', { turnTls: { ...fullSettings.turnTls!, domain: 'turn.example.com' } }, /turn\.domain/],
  ['Redis abroad', { redis: { address: '192.0.2.1:6379', password: 'x' } }, /redis\.address/],
  ['webhooks abroad', { webhook: 'https://example.com/' }, /webhook\.urls/],
  ['a short secret', { key: { name: 'sabha', secret: 'short' } }, /keys: sabha/],
])('it does not render %s', (_, change, says) => {
  expect(() => render(change)).toThrow(RenderError);
  expect(() => render(change)).toThrow(says);
});

test.each([
  ['a site that the policy does not know', 'nowhere', /knows no site/],
  ['a site where no media may run', 'blr1', /no media may run/],
])('it does not render for %s', (_, siteId, says) => {
  expect(() => render({}, siteId)).toThrow(says);
});

test('a template with a hole that nobody fills is refused', () => {
  const changed = template.replace('tcp_port: 0', 'tcp_port: <host>');
  expect(() => renderLivekit(changed, { policy: testPolicy, siteId: 'del1', settings: fullSettings })).toThrow(/rtc\.tcp_port/);
});

test('a template that leaks renders nothing', () => {
  const changed = template.replace('auto_create: false', 'auto_create: true');
  expect(() => renderLivekit(changed, { policy: testPolicy, siteId: 'del1', settings: fullSettings })).toThrow(RenderError);
});

test.each([
  ['secrets that look like numbers', '0e12345678901234567890123456789012'],
  ['secrets that look like YAML', '{a: b}, [c], "d", & # ! | > % @ ` : - ?'],
])('%s are written so that they are read as they are', (_, secret) => {
  const text = render({ key: { name: 'sabha', secret } });
  expect((parse(text) as { keys: object }).keys).toEqual({ sabha: secret });
  expect(lintLivekit(text, testPolicy, 'del1')).toEqual([]);
});

test.each<[string, unknown]>([
  ['no address', { ...fullSettings, addresses: [] }],
  ['IPv6 before IPv4', { ...fullSettings, addresses: [...fullSettings.addresses].reverse() }],
  ['two of one family', { ...fullSettings, addresses: ['203.0.113.10', '203.0.113.11'] }],
  ['a name for an address', { ...fullSettings, addresses: ['media.sabha.example'] }],
  ['a range that ends before it begins', { ...fullSettings, ports: { ...fullSettings.ports, relays: { first: 2, last: 1 } } }],
  ['a setting that nobody knows', { ...fullSettings, externalIp: true }],
])('settings with %s are refused', (_, settings) => {
  expect(settingsSchema.safeParse(fullSettings).success).toBe(true);
  expect(settingsSchema.safeParse(settings).success).toBe(false);
});
