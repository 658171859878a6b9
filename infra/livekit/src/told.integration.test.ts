/** What the real media server tells whoever comes, for every configuration that we render: the policy's servers and no others. */
import type { Policy } from '@sabha/domain/residency/policy';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { AccessToken } from 'livekit-server-sdk';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseDocument } from 'yaml';
import { livekitSettings } from '../../compose/src/livekit-settings.ts';
import { defaultPorts } from '../../local/src/instance/ports.ts';
import type { Secrets } from '../../local/src/instance/secrets.ts';
import { livekitBinary } from '../../local/src/parts/livekit-binary.ts';
import { livekitSettings as laptopSettings } from '../../local/src/parts/livekit.ts';
import { lintLivekit } from './lint.ts';
import { renderLivekit } from './render.ts';
import type { LivekitSettings } from './settings.ts';
import type { Told } from './testing/namespace/errand.ts';
import { Namespace, whyNoNamespace } from './testing/namespace/namespace.ts';
import { testPolicy } from './testing/policy.ts';
import { template } from './testing/template.ts';
import { candidatesIn, iceServersIn, strangersIn } from './testing/told.ts';

const why = whyNoNamespace();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;
const redisServer = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path));

type Configuration = Readonly<{ name: string; policy: Policy; siteId: string; settings: LivekitSettings }>;

const laptopPolicy = readPolicy(readFileSync(new URL('../../residency/laptop.yaml', import.meta.url), 'utf8')).policy!;
const laptop: Configuration = {
  name: 'npm start',
  policy: laptopPolicy,
  siteId: 'laptop',
  settings: laptopSettings(defaultPorts, { livekitKey: 'local', livekitSecret: 's'.repeat(40) } as Secrets),
};

/** What a host runs by infra/compose, with everything that it has. */
const composed = livekitSettings(
  {
    SABHA_ADDRESS_V4: '203.0.113.10',
    SABHA_ADDRESS_V6: '2001:db8:1::10',
    SABHA_TURN_HOST: 'turn.sabha.example',
  },
  { redis: 'p'.repeat(32), livekit: 's'.repeat(43) },
);
const TURN_TLS = composed.turnTls;

function host(name: string, change: Partial<LivekitSettings>): Configuration {
  const settings = { ...composed, addresses: ['203.0.113.10'], turnTls: null, redis: null, ...change };
  return { name, policy: testPolicy, siteId: 'del1', settings };
}
const BOTH = ['203.0.113.10', '2001:db8:1::10'];
const four = host('a host with IPv4', {});
const tls = host('a host with both families and TURN over TLS', { addresses: BOTH, turnTls: TURN_TLS });
const configurations = [laptop, four, host('a host with both families', { addresses: BOTH }), tls];

/** What no media server of ours may offer or name: addresses that the host happens to have as well, the first ones it has. */
const STRANGE = ['192.0.2.77/24', '2001:db8:bad::77/64'];
/** Hosts of the internet, of the cloud's own network, of the site, and of the host itself that do no media. */
const PEERS = ['198.51.100.7', '192.0.2.77', '10.0.0.1', '127.0.0.1', '169.254.169.254', '203.0.113.20', '2001:db8:1::20', '2001:db8:bad::77', '2606:4700::1111', 'fd00::1', '::1']; // prettier-ignore

const render = ({ policy, siteId, settings }: Configuration) => renderLivekit(template, { policy, siteId, settings });

/** Starts the server with this text in a network of its own, and sends somebody there. */
async function tellings(text: string, { settings }: Configuration): Promise<Told> {
  const own = [...settings.addresses, ...settings.listen].filter((address) => address !== '127.0.0.1');
  const namespace = new Namespace([...STRANGE, ...own.map((address) => `${address}/${address.includes(':') ? 64 : 26}`)]);
  onTestFinished(() => namespace.remove());
  if (settings.redis !== null)
    await namespace.start('Ready to accept connections', [
      redisServer ?? '',
      ...['--bind', '127.0.0.1', '--requirepass', settings.redis.password, '--save', ''],
    ]);
  makeCertificate(namespace.folder);
  const config = namespace.put('livekit.yaml', text.replaceAll('/run/secrets/', `${namespace.folder}/`));
  const progress = () => undefined;
  const livekit = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress });
  await namespace.start('starting LiveKit server', [livekit, '--config', config]);
  const { name, secret } = settings.key;
  const token = (identity: string, grant: object) => {
    const made = new AccessToken(name, secret, { identity, ttl: 600 });
    made.addGrant(grant);
    return made.toJwt();
  };
  const join = { roomJoin: true, room: 'meeting' };
  const [admin, first, second, third, stray] = await Promise.all([
    token('portal', { roomCreate: true, roomList: true, roomAdmin: true }),
    token('one', join),
    token('two', join),
    token('three', join),
    token('four', { ...join, room: 'stray' }),
  ]);
  const peers = [...settings.addresses, ...PEERS.filter((peer) => !settings.addresses.includes(peer))];
  const api = `127.0.0.1:${settings.ports.api}`;
  return namespace.visit({ api, room: 'meeting', admin, passes: [first, second, third], stray, peers });
}

function makeCertificate(folder: string): void {
  const what = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=turn.sabha.example',
    '-days',
    '2',
  ];
  execFileSync('openssl', ['req', '-x509', ...what, '-keyout', `${folder}/turn.key`, '-out', `${folder}/turn.crt`], {
    stdio: 'ignore',
  });
}

/** On each of these somebody is told of servers. */
const occasions = [
  'join',
  'reconnect',
  'reconnect after the fallback to TLS',
  'join after the fallback to TLS',
  'join by the newer path',
  'WHIP',
];

/** Every occasion on which something was named that is not the policy's. */
function strangersBy({ answers }: Told, { policy, siteId }: Configuration): Readonly<Record<string, readonly string[]>> {
  const site = policy.sites[siteId]!;
  const found = Object.entries(answers).map(([occasion, answer]) => [occasion, strangersIn(answer, { policy, site })] as const);
  return Object.fromEntries(found.filter(([, strangers]) => strangers.length > 0));
}

async function toldAlone(configuration: Configuration): Promise<void> {
  const told = await tellings(render(configuration), configuration);
  expect(strangersBy(told, configuration)).toEqual({});
  for (const occasion of occasions) expect(iceServersIn(told.answers[occasion]), occasion).not.toEqual([]);
  const familyOf = (address: string) => (address.includes(':') ? 6 : 4);
  const offered = new Set(candidatesIn(told.answers['join']).map(familyOf));
  expect(offered).toEqual(new Set(configuration.settings.addresses.map(familyOf)));
  const { region } = configuration.policy.sites[configuration.siteId]!;
  expect(JSON.stringify(told.answers['join'])).toContain(`"serverRegion":"${region}"`);
  expect(told.answers['regions']).toMatchObject({ status: 404 });
  expect(told.relayed).toEqual(configuration.settings.addresses);
}

describe.skipIf(why !== undefined)(`what clients are told${skipped}`, () => {
  test.each(configurations)("only the policy's servers, and addresses of the site: $name", toldAlone);

  test.skipIf(redisServer === undefined)(
    `the same for all that infra/compose runs, with Redis${redisServer === undefined ? ' (skipped: there is no redis-server)' : ''}`,
    () => toldAlone(host('all of it', composed)),
  );

  test('after the fallback to TLS it is our own TURN over TLS, by its name', async () => {
    const { answers } = await tellings(render(tls), tls);
    for (const occasion of occasions.filter((name) => name.includes('fallback')))
      expect(iceServersIn(answers[occasion])).toEqual(['turns:turn.sabha.example:443?transport=tcp', 'stun:203.0.113.10:3478', 'stun:[2001:db8:1::10]:3478']); // prettier-ignore
  });

  test('nobody but the portal makes a room by signalling; by WHIP whoever has a pass does, so the proxy must not hand that on', async () => {
    const { answers, rooms } = await tellings(render(four), four);
    expect(answers['validation of a pass for a room that nobody made']).toMatchObject({ status: 404 });
    expect(answers['WHIP to a room that nobody made']).toMatchObject({ status: 201 });
    expect(rooms).toEqual(['meeting', 'stray']);
  });
});

type Leak = Readonly<{
  name: string;
  from: Configuration;
  edit: Readonly<Record<string, unknown>>;
  occasion: string;
  names: RegExp;
}>;

const leaks: readonly Leak[] = [
  {
    name: 'without stun_servers, once somebody needs TLS',
    from: tls,
    edit: { 'rtc.stun_servers': undefined },
    occasion: 'reconnect after the fallback to TLS',
    names: /twilio\.com.*google\.com/,
  },
  {
    name: 'without stun_servers, at the next join of whoever needed TLS',
    from: tls,
    edit: { 'rtc.stun_servers': undefined },
    occasion: 'join after the fallback to TLS',
    names: /twilio\.com.*google\.com/,
  },
  {
    name: 'without stun_servers and TURN, at once',
    from: four,
    edit: { 'rtc.stun_servers': undefined, 'turn.enabled': false },
    occasion: 'join',
    names: /twilio\.com.*google\.com/,
  },
  {
    name: 'without ips.includes, IPv6 of the host',
    from: four,
    edit: { 'rtc.ips': undefined },
    occasion: 'join',
    names: /2001:db8:bad::77/,
  },
  {
    name: 'with node_ip as a table, which is read as none',
    from: four,
    edit: { 'rtc.node_ip': { ipv4: '203.0.113.10' } },
    occasion: 'join',
    names: /turn:192\.0\.2\.77/,
  },
];

describe.skipIf(why !== undefined)(`the same test turns red${skipped}`, () => {
  test.each(leaks)('$name', async ({ from, edit, occasion, names }) => {
    const document = parseDocument(render(from));
    for (const [path, value] of Object.entries(edit)) document.setIn(path.split('.'), value ?? null);
    const leaky = document.toString();
    expect(lintLivekit(leaky, from.policy, from.siteId)).not.toEqual([]);
    const found = strangersBy(await tellings(leaky, from), from);
    expect(found[occasion]?.join(' ')).toMatch(names);
  });

  test('without deny_peer_cidrs, when the relay relays to the whole world', async () => {
    const document = parseDocument(render(tls));
    document.deleteIn(['turn', 'deny_peer_cidrs']);
    const { relayed } = await tellings(document.toString(), tls);
    expect(relayed).toEqual(expect.arrayContaining(['198.51.100.7', '203.0.113.20', '2606:4700::1111']));
  });
});
