import type { SiteChoices } from '@sabha/domain/meeting/contract';
import { sitesWith } from '@sabha/domain/residency/policy';
import type { MemberContext } from '../core/member-context.ts';

/** What the residency policy leaves to the organiser. Nothing in it is secret: the policy is public. */
export async function siteChoices({ services }: MemberContext): Promise<SiteChoices> {
  const { policy } = services.residency;
  return {
    sites: sitesWith(policy, 'media').map(([siteId, { name }]) => ({ siteId, name: name.en, nameHi: name.hi })),
    mayAdmitAbroad: policy.participantsAbroad === 'organiser_decides',
  };
}
