/** Every place where something rests or runs, one row each: what an auditor asks for. */
import { functions, occupantOf, type Policy } from '@sabha/domain/residency/policy';

/** JSON. `none` makes no row: nothing is there. */
export function renderInventory(policy: Policy, siteId: string | null): string {
  const rows = functions.flatMap((name) =>
    Object.entries(policy.sites).flatMap(([id, site]) => {
      const occupant = occupantOf(site, name);
      if (!occupant || (siteId !== null && id !== siteId)) return [];
      const { city, state, operator } = site;
      const { what, hosts, evidence } = occupant;
      return [{ function: name, site: id, city, state, country: policy.country, operator, what, hosts, evidence }];
    }),
  );
  return `${JSON.stringify({ version: policy.version, issued: policy.issued, rows }, null, 2)}\n`;
}
