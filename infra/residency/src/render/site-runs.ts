import { functions, occupantOf, type Policy, type Site, type SiteFunction } from '@sabha/domain/residency/policy';
import { UsageFault } from '../fault.ts';

/** @throws UsageFault for a site that the policy does not have. */
export function requireSite(policy: Policy, siteId: string): Site {
  const site = Object.hasOwn(policy.sites, siteId) ? policy.sites[siteId] : undefined;
  if (site) return site;
  throw new UsageFault(`the policy has no site "${siteId}"`, `use one of ${Object.keys(policy.sites).join(', ')}`);
}

/** What the site runs; or of that, what one host of it does. @throws UsageFault for a function that the site does not have. */
export function runsOf(policy: Policy, siteId: string, only: readonly string[] | null): readonly SiteFunction[] {
  const site = requireSite(policy, siteId);
  const all = functions.filter((name) => occupantOf(site, name) !== null);
  const unknown = (only ?? []).find((name) => !all.some((known) => known === name));
  if (unknown !== undefined) throw new UsageFault(`"${unknown}" does not run at ${siteId}`, `use one of ${all.join(', ')}`);
  return only === null ? all : all.filter((name) => only.includes(name));
}

/** The first lines of whatever is rendered: from where it came, and that it is not to be edited. */
export function heading(policy: Policy, what: string): readonly string[] {
  return [
    what,
    `Residency policy version ${String(policy.version)} of ${policy.issued}. Rendered by sabha-residency: change the policy, not this.`,
  ];
}
