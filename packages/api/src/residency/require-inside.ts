import { isWithin } from '@sabha/domain/residency/network';
import { hostsWith, networksWith } from '@sabha/domain/residency/place';
import type { Policy, SiteFunction } from '@sabha/domain/residency/policy';

/**
 * Passes, and all that is said before media flows, go to the address that browsers are given. No fence of a browser is asked about
 * it, and the environment is not signed: so the policy is asked here.
 * @throws Error when its host is not one of the policy's for media or pages
 */
export function requireInside(policy: Policy, livekitUrl: string): void {
  const host = bare(new URL(livekitUrl).hostname);
  if (runsThere(policy, host, ['media', 'portal'])) return;
  throw new Error(
    `LIVEKIT_URL leads to ${host}, which is no host of media or pages in the residency policy: nobody is sent there`,
  );
}

/**
 * Entries of the audit log name persons by their ids, and so stay where the policy keeps logs.
 * @param setting what the operator mistyped. @throws Error when its host is not one of the policy's for logs
 */
export function requireLogsInside(policy: Policy, { setting, host }: Readonly<{ setting: string; host: string }>): void {
  if (runsThere(policy, bare(host), ['logs'])) return;
  throw new Error(`${setting} leads to ${bare(host)}, which is no host of logs in the residency policy: nothing is sent there`);
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

const runsThere = (policy: Policy, host: string, names: readonly SiteFunction[]): boolean =>
  hostsWith(policy, ...names).includes(host) || isWithin(networksWith(policy, ...names), host);
