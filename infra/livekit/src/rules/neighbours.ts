/** What the server itself speaks to. */
import { hostsWith, networksWith } from '@sabha/domain/residency/place';
import { canonicalAddress, isWithin } from '@sabha/domain/residency/network';
import { type Ground, hostOf, isHostOf, isPrivate } from '../ground.ts';
import { faultsOfItems, type Rule, textAt, textsAt } from './rule.ts';

const redis: Rule = (file, ground) => {
  const remedy = `use the policy's: ${hostsWith(ground.policy, 'queue').join(', ') || networksWith(ground.policy, 'queue').join(', ')}`;
  const isOurs = (address: string) => isHostOf(ground, 'queue', hostOf(address) ?? '');
  const message = 'rooms and signalling pass through it, and it is no queue of the policy';
  const address = textAt(file, 'redis.address');
  return [
    ...(address === null || isOurs(address) ? [] : [file.faultAt('redis.address', `${address}: ${message}`, remedy)]),
    ...['redis.sentinel_addresses', 'redis.cluster_addresses'].flatMap((path) =>
      faultsOfItems(file, path, { holds: isOurs, message, remedy }),
    ),
  ];
};

const redisCertificate: Rule = (file) =>
  file.valueAt('redis.tls.insecure') === true
    ? [file.faultAt('redis.tls.insecure', 'anybody may answer in its place', 'give ca_cert_file, and write false')]
    : [];

const webhooks: Rule = (file, ground) => [
  ...textsAt(file, 'webhook.urls').flatMap((url, index) => {
    const message = webhookFault(url, ground);
    const remedy = `https:// and a portal of the policy: ${hostsWith(ground.policy, 'portal').join(', ')}`;
    return message === null ? [] : [file.faultAt(`webhook.urls.${index}`, `${url}: ${message}`, remedy)];
  }),
];

/** Who comes and goes is told to it, in words that only their signature protects. */
function webhookFault(url: string, ground: Ground): string | null {
  if (!URL.canParse(url)) return 'not an address';
  const { protocol, hostname, username, password } = new URL(url);
  const host = canonicalAddress(hostname) ?? hostname;
  if (!isHostOf(ground, 'portal', host)) return 'learns who is in which room, and is no portal of the policy';
  if (username !== '' || password !== '') return 'a password in an address is written into logs';
  if (protocol === 'https:' || (protocol === 'http:' && (host === 'localhost' || isPrivate(host)))) return null;
  return 'not https: who is in which room would pass in the clear';
}

const traces: Rule = (file, { policy }) => {
  const url = textAt(file, 'trace.jaeger_url');
  if (url === null) return [];
  const host = URL.canParse(url) ? new URL(url).hostname : (hostOf(url) ?? url);
  if (hostsWith(policy, 'logs').includes(host) || isWithin(networksWith(policy, 'logs'), host)) return [];
  return [
    file.faultAt(
      'trace.jaeger_url',
      `${url}: traces of calls would be sent there`,
      'take it out, or name a log host of the policy',
    ),
  ];
};

export const neighbourRules: readonly Rule[] = [redis, redisCertificate, webhooks, traces];
