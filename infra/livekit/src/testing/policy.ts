/** A policy of two sites for tests, in networks that nobody has (RFC 5737, RFC 3849). */
import type { Policy } from '@sabha/domain/residency/policy';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import type { LivekitSettings } from '../settings.ts';

const evidence = 'https://sabha.example/evidence.pdf';
const everywhere = ['objects', 'logs', 'backups', 'mail', 'identity', 'dns', 'time', 'consoles', 'database'];

function site(id: string, networks: readonly string[], runs: Readonly<Record<string, string>>): string {
  const cells = [...Object.entries(runs), ...everywhere.filter((name) => !(name in runs)).map((name) => [name, ''])];
  return `
  ${id}:
    name: { en: ${id}, hi: ${id} }
    operator: Example
    city: Delhi
    state: IN-DL
    position: { latitude: 28.6, longitude: 77.2 }
    region: in-${id}
    networks: ${JSON.stringify(networks)}
    evidence: ${evidence}
    runs:
${cells.map(([name = '', host]) => `      ${name}: ${host === 'none' ? 'none' : `{ what: x, hosts: [${host ?? ''}], evidence: ${evidence} }`}`).join('\n')}`;
}

/** del1 has all; hyd1 has media and nothing else of what LiveKit speaks to; blr1 must have no media at all. */
export const testPolicyText = `
format: sabha-residency/1
version: 1
issued: 2026-11-25
country: IN
limits: { staleAfter: 10, newRoomLoad: 0.7, joinLoad: 0.9 }
participantsAbroad: organiser_decides
sites:${site('del1', ['203.0.113.0/26', '2001:db8:1::/48'], {
  media: 'media.sabha.example',
  turn: 'turn.sabha.example',
  portal: 'sabha.example',
  queue: 'redis.sabha.example',
  logs: 'logs.sabha.example',
  identity: 'identity.sabha.example',
  mail: 'mail.sabha.example',
})}${site('hyd1', ['198.51.100.0/26'], { media: '', turn: 'none', portal: 'none', queue: 'none', logs: 'none' })}${site(
  'blr1',
  ['203.0.113.64/26'],
  { media: 'none', turn: 'none', portal: 'none', queue: 'none' },
)}
`;

export const testPolicy: Policy = policyOf(testPolicyText);

function policyOf(text: string): Policy {
  const { policy, faults } = readPolicy(text);
  if (policy === null) throw new Error(JSON.stringify(faults));
  return policy;
}

/** A host of del1 that has everything a host can have. */
export const fullSettings: LivekitSettings = {
  addresses: ['203.0.113.10', '2001:db8:1::10'],
  listen: ['127.0.0.1', '172.30.0.1'],
  ports: {
    api: 7880,
    metrics: 7886,
    media: { first: 50_000, last: 50_003 },
    turn: 3478,
    relays: { first: 30_000, last: 30_099 },
  },
  turnTls: { domain: 'turn.sabha.example', port: 5349, certFile: '/run/turn.crt', keyFile: '/run/turn.key' },
  redis: { address: 'redis.sabha.example:6379', password: 'p'.repeat(32) },
  webhook: 'https://sabha.example/api/livekit/webhook',
  key: { name: 'sabha', secret: 's'.repeat(43) },
};
