/** LiveKit's own TURN server: by default it listens everywhere and relays to every public address in the world. */
import { canonicalNetwork, isWithin } from '@sabha/domain/residency/network';
import { occupantOf } from '@sabha/domain/residency/policy';
import { networksOutside } from '@sabha/domain/residency/remainder';
import { isInside } from '../ground.ts';
import { faultsOfItems, type Rule, textsAt } from './rule.ts';

const inventory: Rule = (file, { site }) =>
  occupantOf(site, 'turn') === null
    ? [
        file.faultAt(
          'turn.enabled',
          'by the policy no TURN server runs at this site',
          'write false, or change the policy and sign it',
        ),
      ]
    : [];

const listens: Rule = (file, { site }) => {
  const path = 'turn.bind_addresses';
  const remedy = `name one address per family, in ${site.networks.join(' or ')}`;
  if (textsAt(file, path).length === 0) return [file.faultAt(path, 'missing: it listens on every address', remedy)];
  return faultsOfItems(file, path, {
    holds: (address) => isWithin(site.networks, address),
    message: 'not within the networks of the site',
    remedy,
  });
};

const allowed: Rule = (file, { site }) =>
  faultsOfItems(file, 'turn.allow_restricted_peer_cidrs', {
    holds: (network) => isInside(network, site.networks),
    message: 'private addresses that are not of the site could be reached through the relay',
    remedy: "allow this host's own address alone, and only where it is private",
  });

const denied: Rule = (file, { site }) => {
  const path = 'turn.deny_peer_cidrs';
  const remedy = 'deny all networks outside the site: have the file rendered anew, which lists them';
  const written = textsAt(file, path);
  const unread = written.filter((network) => canonicalNetwork(network) === null);
  if (unread.length > 0) return [file.faultAt(path, `${unread.join(', ')}: not a network in CIDR notation`, remedy)];
  const open = networksOutside([...written, ...site.networks]);
  if (open.length === 0) return [];
  return [
    file.faultAt(
      path,
      `it would relay sound and picture to ${open.slice(0, 3).join(', ')}${open.length > 3 ? ' ...' : ''}`,
      remedy,
    ),
  ];
};

/** Nothing is asked of a TURN server that is off. */
const whenOn =
  (rule: Rule): Rule =>
  (file, ground) =>
    file.valueAt('turn.enabled') === true ? rule(file, ground) : [];

export const relayRules: readonly Rule[] = [inventory, listens, allowed, denied].map(whenOn);
