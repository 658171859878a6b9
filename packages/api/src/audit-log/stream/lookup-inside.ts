import { isWithin } from '@sabha/domain/residency/network';
import { lookup as lookupAnywhere } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { NotDelivered } from './destination.ts';

/** Of a name only the addresses in these networks: the policy names it, and whoever answers for the name is not asked to agree. */
export function lookupInside(networks: readonly string[]): LookupFunction {
  return (host, options, callback) => {
    lookupAnywhere(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const inside = found.filter(({ address }) => isWithin(networks, address));
      const [first] = inside;
      if (!first) return callback(new NotDelivered(`${host} leads to no address that the residency policy has for logs`), []);
      return options.all === true ? callback(null, inside) : callback(null, first.address, first.family);
    });
  };
}
