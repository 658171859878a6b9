/** What participants, and makers of streams, are told to speak to. */
import { hostsWith } from '@sabha/domain/residency/place';
import { isOurServer } from '@sabha/domain/residency/route';
import type { ConfigFile } from '../config-file.ts';
import { type Rule, faultsOfItems, textAt, textsAt } from './rule.ts';

const stunServers: Rule = (file, { policy }) => {
  const path = 'rtc.stun_servers';
  const remedy = "list this node's own, `address:port` of its TURN server";
  if (textsAt(file, path).length === 0)
    return [
      file.faultAt(path, "missing: browsers are sent to Google's and Twilio's, if not at once then when they need TLS", remedy),
    ];
  return faultsOfItems(file, path, {
    holds: (server) => isOurServer(policy, `stun:${server}`),
    message: 'not of the policy',
    remedy,
  });
};

const turnServers: Rule = (file, { policy }) =>
  listOf(file, 'rtc.turn_servers').flatMap((server, index) => {
    const host = (server as Readonly<{ host?: unknown }> | null)?.host;
    if (typeof host === 'string' && isOurServer(policy, `turn:${host.includes(':') ? `[${host}]` : host}`)) return [];
    return [
      file.faultAt(`rtc.turn_servers.${index}`, `${String(host)}: relays sound and picture, and is not of the policy`, "use LiveKit's own TURN server, or name one that the policy names"), // prettier-ignore
    ];
  });

const turnDomain: Rule = (file, { policy }) => {
  const domain = textAt(file, 'turn.domain');
  if (domain === null || isOurServer(policy, `turns:${domain}:443?transport=tcp`)) return [];
  const ours = hostsWith(policy, 'turn', 'media').join(', ');
  return [
    file.faultAt('turn.domain', `${domain}: participants would be sent there, and it is not of the policy`, `one of ${ours}`),
  ];
};

const streamAddresses: Rule = (file, { policy }) =>
  ['ingress.rtmp_base_url', 'ingress.whip_base_url'].flatMap((path) => {
    const url = textAt(file, path);
    if (url === null || hostsWith(policy, 'media', 'portal').includes(hostIn(url))) return [];
    return [
      file.faultAt(path, `${url}: streams would be sent there, and it is not of the policy`, 'take it out, or name a media host'),
    ];
  });

/** Empty when it is no address of the web. */
const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

function listOf(file: ConfigFile, path: string): readonly unknown[] {
  const value = file.valueAt(path);
  return Array.isArray(value) ? value : [];
}

export const toldRules: readonly Rule[] = [stunServers, turnServers, turnDomain, streamAddresses];
