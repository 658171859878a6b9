import { functions, occupantOf } from '@sabha/domain/residency/policy';
import type { InventoryView } from '@sabha/domain/residency/status-contract';
import type { Context } from '../core/context.ts';

/** What rests or runs where. Names of hosts and networks are for those who operate them: evidence leads on from here. */
export function readInventory({ services }: Context): InventoryView {
  const { policy, hash, keys } = services.residency;
  const sites = Object.entries(policy.sites).map(([siteId, site]) => {
    const { name, city, state, operator, evidence } = site;
    return { site, shown: { siteId, name, city, state, operator, evidence } };
  });
  return {
    version: policy.version,
    issued: policy.issued,
    hash,
    signers: keys,
    sites: sites.map(({ shown }) => shown),
    functions: functions.map((name) => ({
      function: name,
      rows: sites.flatMap(({ site, shown: { evidence: _ofSite, ...shown } }) => {
        const occupant = occupantOf(site, name);
        return occupant === null ? [] : [{ ...shown, occupant: { what: occupant.what, evidence: occupant.evidence } }];
      }),
    })),
  };
}
