import { type InviteeRow, listInvitees, replaceInvitees } from '@sabha/db/stores/invitees';
import { lockMeeting, type MeetingChanges, type MeetingRow, updateMeeting } from '@sabha/db/stores/meetings';
import { SabhaError } from '@sabha/domain/errors';
import type { EditMeetingInput, InviteeInput } from '@sabha/domain/meeting/contract';
import { can } from '@sabha/domain/policy/can';
import type { MeetingFacts } from '@sabha/domain/policy/meeting';
import { isDeepStrictEqual } from 'node:util';
import { act, type Unit } from '../core/act.ts';
import type { MemberContext } from '../core/member-context.ts';
import { checkInvitees, checkSite, checkStart } from './check-input.ts';
import { authorisedMeeting } from './find.ts';
import { takeMailAllowance } from './mail-allowance.ts';
import { enforceStanding, type Moved, settleStanding } from './standing.ts';
import { factsOf } from './views.ts';

type Plan = Omit<EditMeetingInput, 'meetingId' | 'invitees'>;
/** What an invitation says: a change to any of these is mailed to everybody on the list. */
const told = ['title', 'description', 'startsAt', 'durationMinutes', 'timeZone', 'access'] as const satisfies (keyof Plan)[];

/**
 * Puts the whole new state in place of the old. Who needs to hear of it gets a mail, the organiser also when somebody else
 * did it; and whoever lost a right by it loses it in the call as well.
 */
export async function editMeeting(context: MemberContext, input: EditMeetingInput): Promise<Readonly<{ meetingId: string }>> {
  const { meetingId, invitees, ...plan } = input;
  const { db, residency } = context.services;
  const meeting = await authorisedMeeting(context, 'meeting.edit', meetingId);
  await checkInvitees(db, { ministryId: meeting.ministryId, invitees });
  checkSite(residency.policy, plan.options);
  const list = compare(await listInvitees(db, factsOf(meeting)), invitees);
  await takeMailAllowance(context, list.removed + (isTold(differences(meeting, plan)) ? invitees.length : list.added.length));
  const moved = await act(context, (unit) => edit(context, unit, { facts: factsOf(meeting), input }));
  await enforceStanding(context, moved);
  return { meetingId };
}

type Edit = Readonly<{ facts: MeetingFacts; input: EditMeetingInput }>;

async function edit(context: MemberContext, unit: Unit, { facts, input }: Edit): Promise<readonly Moved[]> {
  const { tx, record, enqueue, touch } = unit;
  const { meetingId, invitees, ...plan } = input;
  const { ministryId } = facts;
  const now = context.services.clock();
  const current = await lockMeeting(tx, { meetingId, ministryId });
  if (!current) throw new SabhaError('not_found');
  checkEditable(current, plan.startsAt, now);
  const list = compare(await listInvitees(tx, facts), invitees);
  checkCohosts(context, facts, { invitees, appointed: list.appointed });
  const changed = differences(current, plan);
  const { present, added, removed } = await replaceInvitees(tx, { meetingId, ministryId, wanted: invitees, at: now });
  // RFC 5546: any message that follows the first one carries a higher SEQUENCE. Who was off the list and comes back has
  // been sent one as well.
  const sequence = current.sequence + (isTold(changed) || added.length + removed.length > 0 ? 1 : 0);
  await updateMeeting(tx, { meetingId, ministryId, changes: { ...plan, sequence } });

  const mail = (inviteeId: string) => ({ meetingId, inviteeId, sequence });
  const fresh = new Set(added);
  for (const inviteeId of added) await enqueue('mail.invitation', mail(inviteeId));
  for (const inviteeId of removed) await enqueue('mail.meeting_cancelled', mail(inviteeId));
  if (isTold(changed)) for (const id of present.filter((id) => !fresh.has(id))) await enqueue('mail.meeting_changed', mail(id));
  const { reassigned } = list;
  record({ event: 'meeting.edited', outcome: 'ok', meetingId, ministryId, detail: { changed, added, removed, reassigned } });
  if (context.actor.personId !== facts.organiserId)
    await enqueue('mail.organiser_told', {
      meetingId,
      by: context.actor.personId,
      did: 'edited',
      changed: Object.keys(changed) as (keyof Plan)[],
      invited: added.length,
      takenOff: removed.length,
      reassigned: reassigned.length,
    });
  touch(meetingId);
  return settleStanding(unit, { ministryId, meetingId, invitedAnew: list.added });
}

type Comparison = Readonly<{
  /** Mail addresses. */
  added: readonly string[];
  removed: number;
  /** Ids of those who stay under another name or in another role. */
  reassigned: readonly string[];
  /** Places, in the new list, of those who are made co-hosts by it. */
  appointed: readonly number[];
}>;

function compare(before: readonly InviteeRow[], wanted: readonly InviteeInput[]): Comparison {
  const known = new Map(before.map((row) => [row.email, row]));
  const stay = wanted.flatMap((invitee) => known.get(invitee.email) ?? []);
  const becomes = new Map(wanted.map((invitee) => [invitee.email, invitee]));
  return {
    added: wanted.filter(({ email }) => !known.has(email)).map(({ email }) => email),
    removed: before.length - stay.length,
    reassigned: stay
      .filter(({ email, name, role }) => name !== becomes.get(email)?.name || role !== becomes.get(email)?.role)
      .map(({ inviteeId }) => inviteeId),
    appointed: wanted.flatMap(({ email, role }, index) =>
      role === 'cohost' && known.get(email)?.role !== 'cohost' ? [index] : [],
    ),
  };
}

/** Whoever runs the meeting was chosen by its organiser: else an administrator, whom rank opens no door, would let themselves in. */
function checkCohosts(
  { actor }: MemberContext,
  facts: MeetingFacts,
  { invitees, appointed }: Readonly<{ invitees: readonly InviteeInput[]; appointed: readonly number[] }>,
): void {
  const [index] = appointed;
  if (index === undefined || invitees[index] === undefined) return;
  const decision = can(actor, 'meeting.appoint_cohosts', facts);
  if (!decision.allowed) throw new SabhaError(decision.code, { field: 'invitees', index, reason: 'cohost_by_organiser' });
}

function checkEditable(current: MeetingRow, startsAt: Date, now: Date): void {
  if (current.status === 'ended') throw new SabhaError('meeting_ended');
  if (current.status === 'cancelled') throw new SabhaError('meeting_cancelled');
  if (startsAt.getTime() === current.startsAt.getTime()) return; // what began late may still be edited
  if (current.status === 'live') throw new SabhaError('conflict', { field: 'startsAt', reason: 'live' });
  checkStart(startsAt, now);
}

type Changes = Readonly<Partial<Record<keyof Plan, unknown>>>;
const isTold = (changed: Changes): boolean => told.some((field) => field in changed);

/** Old and new of each field that differs. A description may hold anything, so only that it changed is told. */
function differences(current: MeetingRow, plan: Plan): Changes {
  const changed: Partial<Record<keyof Plan, unknown>> = {};
  for (const field of Object.keys(plan) as (keyof Plan & keyof MeetingChanges)[]) {
    if (isDeepStrictEqual(current[field], plan[field])) continue;
    changed[field] = field === 'description' ? true : { old: current[field], new: plan[field] };
  }
  return changed;
}
