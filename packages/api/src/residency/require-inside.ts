import { isWithin } from '@sabha/domain/residency/network';
import { hostsWith, networksWith } from '@sabha/domain/residency/place';
import type { Policy } from '@sabha/domain/residency/policy';

/**
 * Passes, and all that is said before media flows, go to the address that browsers are given. No fence of a browser is asked about
 * it, and the environment is not signed: so the policy is asked here.
 * @throws Error when its host is not one of the policy's for media or pages
 */
export function requireInside(policy: Policy, livekitUrl: string): void {
  const host = new URL(livekitUrl).hostname.replace(/^\[|\]$/g, '');
  const isNamed = hostsWith(policy, 'media', 'portal').includes(host);
  if (isNamed || isWithin(networksWith(policy, 'media', 'portal'), host)) return;
  throw new Error(
    `LIVEKIT_URL leads to ${host}, which is no host of media or pages in the residency policy: nobody is sent there`,
  );
}
