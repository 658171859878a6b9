/** Meetings and the people at their doors, made by the use cases themselves. */
import { insertSession } from '@sabha/db/stores/sessions';
import type { MeetingKind, ScheduleMeetingRequest } from '@sabha/domain/meeting/contract';
import { joinCodeSchema } from '@sabha/domain/meeting/codes';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { createCaller } from '../root.ts';
import type { Harness } from './harness.ts';

export type Scheduled = Readonly<{ meetingId: string; kind: MeetingKind; joinCode: string; passcode: string }>;

/** In the organiser's first department, soon, unless the plan says otherwise. Codes without separators. */
export async function schedule(organiser: MemberContext, plan: Partial<ScheduleMeetingRequest> = {}): Promise<Scheduled> {
  const departmentId = organiser.actor.memberships[0]?.departmentId ?? '';
  const startsAt = new Date(organiser.services.clock().getTime() + 60_000).toISOString();
  const caller = createCaller(organiser);
  const { meetingId } = await caller.meeting.schedule({
    departmentId,
    title: 'Review',
    startsAt,
    durationMinutes: 30,
    ...plan,
  });
  const { joinCode, passcode, kind } = await caller.meeting.get({ meetingId });
  return { meetingId, kind, joinCode: joinCodeSchema.parse(joinCode), passcode: passcode ?? '' };
}

/** A row of the audit log, as a test looks at it. */
export type Entry = Readonly<{
  event: string;
  outcome: string;
  subject_id: string | null;
  detail: Readonly<Record<string, unknown>>;
}>;
export const entriesOf = (harness: Harness, meetingId: string): Promise<readonly Entry[]> =>
  harness.owner<
    Entry[]
  >`select event, outcome, subject_id, detail from audit_entries where meeting_id = ${meetingId} order by seq`;

let addresses = 0;
/** A browser without an account, from an address nobody else has. It keeps its cookies as long as the context lives. */
export const browser = (harness: Harness, more: Partial<Context> = {}): Context =>
  harness.context({ kind: 'anonymous' }, { address: newAddress(), ...more });

/** Of a customer of their own, as the portal hands it on. */
export const newAddress = (): string => `2001:${(++addresses).toString(16)}:1:1::/64`;

/** Knocks with the right passcode. */
export const knock = (guest: Context, { joinCode, passcode }: Scheduled, displayName = 'A Citizen'): Promise<DoorView> =>
  createCaller(guest).join.asGuest({ joinCode, passcode, displayName });

/** The host's coming: joins, and opens the meeting by the first pass. */
export async function open(host: MemberContext, { joinCode }: Scheduled): Promise<void> {
  const caller = createCaller(host);
  await caller.join.asMember({ joinCode });
  await caller.room.pass({ joinCode });
}

/** The member with a session that exists: what goes on longer than a request asks for it. */
export async function signedIn(harness: Harness, member: MemberContext): Promise<MemberContext> {
  const seed = harness.context({ kind: 'system', name: 'seed' });
  const token = Buffer.from(harness.services.random(16)).toString('hex');
  const expiresAt = new Date(harness.services.clock().getTime() + 60 * 60_000);
  const { sessionId } = await act(seed, async ({ tx, record }) => {
    record({ event: 'sign_in.succeeded', outcome: 'ok', subjectId: member.actor.personId });
    return insertSession(tx, { tokenHash: token, personId: member.actor.personId, expiresAt });
  });
  return { ...member, actor: { ...member.actor, sessionId } };
}

/** What a promise was refused with: the code of our error, or the error itself when it is none of ours. */
export async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code ?? (error as { code?: string }).code ?? error;
  }
}
