/** Judges any LiveKit configuration, whoever wrote it, by the policy. Unknown means no: what it cannot read, it refuses. */
import { occupantOf, type Policy, type SiteId } from '@sabha/domain/residency/policy';
import { type ConfigFault, readConfig } from './config-file.ts';
import { addressRules } from './rules/addresses.ts';
import { neighbourRules } from './rules/neighbours.ts';
import { relayRules } from './rules/relay.ts';
import { roomRules } from './rules/rooms.ts';
import type { Rule } from './rules/rule.ts';
import { toldRules } from './rules/told.ts';
import { shapeFaults } from './shape.ts';

/** Exported so that a test can show that none of them is idle. */
export const rules: readonly Rule[] = [...addressRules, ...toldRules, ...relayRules, ...neighbourRules, ...roomRules];

/**
 * Every fault of the file, in its own order; none means that LiveKit, given this file and no environment of its own, speaks to
 * and tells participants of nobody but the policy's.
 */
export function lintLivekit(text: string, policy: Policy, siteId: SiteId): readonly ConfigFault[] {
  const site = Object.hasOwn(policy.sites, siteId) ? policy.sites[siteId] : undefined;
  const known = `one of ${Object.keys(policy.sites).join(', ')}`;
  if (site === undefined) return [whole(`the policy knows no site ${siteId}`, known)];
  if (occupantOf(site, 'media') === null) return [whole(`no media may run at ${siteId}`, 'put the host elsewhere, or change the policy and sign it')]; // prettier-ignore
  const { file, faults } = readConfig(text);
  if (file === null) return faults;
  const found = [...shapeFaults(file), ...rules.flatMap((rule) => rule(file, { policy, site }))];
  return found.sort((one, other) => one.line - other.line);
}

const whole = (message: string, remedy: string): ConfigFault => ({ line: 1, path: '', message, remedy });
