import { isWithin } from './network.ts';
import { occupantOf, type Policy, type Site, type SiteFunction, type SiteId } from './policy.ts';

export type Place = Readonly<{ siteId: SiteId; site: Site }>;

/** The site an address lies at, or null: an address that the policy does not name is nowhere we know. */
export function siteOf(policy: Policy, address: string): Place | null {
  const found = Object.entries(policy.sites).find(([, site]) => isWithin(site.networks, address));
  return found ? { siteId: found[0], site: found[1] } : null;
}

/** The networks of all sites where it runs: what an address of it may be. */
export function networksWith(policy: Policy, ...names: readonly SiteFunction[]): readonly string[] {
  return Object.values(policy.sites)
    .filter((site) => names.some((name) => occupantOf(site, name) !== null))
    .flatMap((site) => site.networks);
}

/** The host names by which browsers or sites ask for it, wherever it runs. */
export function hostsWith(policy: Policy, ...names: readonly SiteFunction[]): readonly string[] {
  const all = Object.values(policy.sites).flatMap((site) => names.flatMap((name) => occupantOf(site, name)?.hosts ?? []));
  return [...new Set(all)];
}
