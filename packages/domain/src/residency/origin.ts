/** Where a participant comes from, and whether a meeting takes them. Unknown is not "in the country". */
import type { MeetingOptions } from '../meeting/contract.ts';
import { siteOf } from './place.ts';
import type { Policy } from './policy.ts';

export type Origin = 'in_country' | 'abroad' | 'unknown';

/**
 * @param countries what each country database says of the address (ISO 3166-1 alpha-2); null where it says nothing. Only
 * what all of them say counts: they disagree about whole clouds.
 */
export function originOf(policy: Policy, address: string, countries: readonly (string | null)[]): Origin {
  if (siteOf(policy, address) !== null) return 'in_country';
  if (countries.length === 0 || countries.includes(null)) return 'unknown';
  if (countries.every((country) => country === policy.country)) return 'in_country';
  return countries.every((country) => country !== policy.country) ? 'abroad' : 'unknown';
}

/** Whether this meeting is for people in the country alone: by its organiser's choice, or by policy for every meeting. */
export const isForResidents = (policy: Policy, { abroad }: Pick<MeetingOptions, 'abroad'>): boolean =>
  policy.participantsAbroad === 'refused' || abroad === 'refused';

export const admitsOrigin = (policy: Policy, options: Pick<MeetingOptions, 'abroad'>, origin: Origin): boolean =>
  origin === 'in_country' || !isForResidents(policy, options);
