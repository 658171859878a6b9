/** The laptop's residency policy, and the same with something changed. */
import type { Policy, Site } from '@sabha/domain/residency/policy';
import { createHash } from 'node:crypto';
import type { Services } from '../core/services.ts';

/** The same process under another policy, as if it had been started with that one. */
export function under(services: Services, change: (policy: Policy) => Policy): Services {
  const policy = change(services.residency.policy);
  const hash = createHash('sha256').update(JSON.stringify(policy)).digest('hex');
  return { ...services, residency: { ...services.residency, policy, hash } };
}

export const withLimits =
  (limits: Partial<Policy['limits']>) =>
  (policy: Policy): Policy => ({ ...policy, limits: { ...policy.limits, ...limits } });

/** Sites like the laptop's, each in networks and a region of its own. */
export const withSites =
  (sites: Readonly<Record<string, Partial<Site>>>) =>
  (policy: Policy): Policy => ({ ...policy, sites: Object.fromEntries(Object.entries(sites).map(([id, site]) => [id, { ...laptopOf(policy), region: id, ...site }])) }); // prettier-ignore

export function laptopOf({ sites }: Policy): Site {
  const site = sites['laptop'];
  if (!site) throw new Error('the laptop has a policy of its own');
  return site;
}
