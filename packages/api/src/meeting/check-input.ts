/** What a schema cannot see: the clock, and who the invited are. Each refusal names the field, so that a form can point at it. */
import type { Reader } from '@sabha/db/connect';
import { rolesByEmail } from '@sabha/db/stores/people';
import { SabhaError } from '@sabha/domain/errors';
import type { InviteeInput, MeetingOptions } from '@sabha/domain/meeting/contract';
import { isAtLeast } from '@sabha/domain/policy/membership';
import { type Policy, sitesWith } from '@sabha/domain/residency/policy';

/** Somebody who fills in a form for "now" must not be refused for having taken five minutes over it. */
const GRACE_MS = 5 * 60_000;

export function checkStart(startsAt: Date, now: Date): void {
  if (startsAt.getTime() < now.getTime() - GRACE_MS) throw new SabhaError('bad_input', { field: 'startsAt', reason: 'past' });
}

/** A meeting is tied only to a site that carries media; it would wait for ever at any other. */
export function checkSite(policy: Policy, { site }: Pick<MeetingOptions, 'site'>): void {
  if (site === null || sitesWith(policy, 'media').some(([siteId]) => siteId === site)) return;
  throw new SabhaError('bad_input', { field: 'site', reason: 'no_media_there' });
}

/** Nobody twice; a co-host has to be of the ministry with a host's role, or the promise would be empty. */
export async function checkInvitees(
  reader: Reader,
  { ministryId, invitees }: Readonly<{ ministryId: string; invitees: readonly InviteeInput[] }>,
): Promise<void> {
  const seen = new Set<string>();
  for (const [index, { email }] of invitees.entries()) {
    if (seen.has(email)) throw new SabhaError('bad_input', { field: 'invitees', index, reason: 'duplicate' });
    seen.add(email);
  }
  const cohosts = invitees.filter((invitee) => invitee.role === 'cohost').map((invitee) => invitee.email);
  const roles = await rolesByEmail(reader, { ministryId, emails: cohosts });
  for (const [index, { email, role }] of invitees.entries()) {
    if (role !== 'cohost' || roles.get(email)?.some((held) => isAtLeast(held, 'host'))) continue;
    throw new SabhaError('bad_input', { field: 'invitees', index, reason: 'cohost_is_no_host' });
  }
}
