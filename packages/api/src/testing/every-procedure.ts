/** A well-formed request for each procedure there is. Tests that walk over all procedures compare this list with the router's own. */
import { createCaller } from '../root.ts';
import type { Context } from '../core/context.ts';
import type { Harness } from './harness.ts';
import { browser, knock, open, schedule, type Scheduled, signedIn } from './meetings.ts';
import { as, type Ministry } from './ministries.ts';

/** Something of everything that a ministry has. */
export type Estate = Readonly<{
  ministry: Ministry;
  /** For the invited only, with one of them; the host is in. */
  closed: Scheduled;
  /** With a guest at its door. */
  open: Scheduled;
  participantId: string;
  incidentId: string;
  startsAt: string;
}>;

export async function makeEstate(harness: Harness, ministry: Ministry): Promise<Estate> {
  const organiser = await signedIn(harness, await as(harness, ministry, 'scheduler'));
  const startsAt = new Date(harness.clock.now.getTime() + 3_600_000).toISOString();
  const invitees = [{ email: ministry.emails.member, name: 'Invited' }];
  const closed = await schedule(organiser, { title: 'Closed', access: 'invited', invitees, startsAt });
  const door = await schedule(organiser, { title: 'Open', access: 'link', startsAt });
  await open(organiser, closed);
  await open(organiser, door);
  const { participantId } = await knock(browser(harness), door);
  const administrator = createCaller(await as(harness, ministry, 'administrator'));
  const { incidentId } = await administrator.incident.open({ ministryId: ministry.ministryId, ...noticed(harness.clock.now) });
  return { ministry, closed, open: door, participantId, incidentId, startsAt };
}

const noticed = (at: Date) => ({ type: 'data_leak', noticedAt: at.toISOString() }) as const;

const report = { sid: 'PA_none', nodeId: 'ND_none', region: 'laptop', sequence: 1, iceServers: [], pairs: [] };

/** The valid request that each row makes of another ministry's estate. */
export const requests = {
  'me.get': () => undefined,
  'organisation.departments': () => ({}),
  'organisation.members': ({ ministry }) => ({ departmentId: ministry.departmentId }),
  'organisation.addDepartment': ({ ministry }) => ({ ministryId: ministry.ministryId, name: 'New', nameHi: 'नया' }),
  'organisation.addMember': ({ ministry }) => ({
    departmentId: ministry.departmentId,
    email: 'new@elsewhere.example',
    name: 'New',
    role: 'administrator',
  }),
  'organisation.setRole': ({ ministry }) => ({ membershipId: ministry.membershipIds.member, role: 'administrator' }),
  'organisation.removeMember': ({ ministry }) => ({ membershipId: ministry.membershipIds.member }),
  'meeting.schedule': ({ ministry, startsAt }) => ({
    departmentId: ministry.departmentId,
    title: 'Budget',
    description: 'Papers',
    startsAt,
    durationMinutes: 30,
    timeZone: 'Asia/Kolkata',
    invitees: [{ email: 'who@elsewhere.example', name: 'Who' }],
  }),
  'meeting.edit': ({ closed, startsAt }) => ({ meetingId: closed.meetingId, title: 'Taken over', startsAt, durationMinutes: 30 }),
  'meeting.cancel': ({ closed }) => ({ meetingId: closed.meetingId }),
  'meeting.list': () => ({ when: 'upcoming' }),
  'meeting.get': ({ closed }) => ({ meetingId: closed.meetingId }),
  'meeting.sites': () => ({}),
  'meeting.attendance': ({ closed }) => ({ meetingId: closed.meetingId }),
  'join.asMember': ({ closed }) => ({ joinCode: closed.joinCode }),
  'join.asGuest': ({ closed }) => ({ joinCode: closed.joinCode, passcode: closed.passcode, displayName: 'Guest' }),
  'join.asAudience': ({ closed }) => ({ joinCode: closed.joinCode, displayName: 'Viewer' }),
  'join.andWatch': ({ closed }) => ({ joinCode: closed.joinCode, displayName: 'Viewer' }),
  'door.current': ({ closed }) => ({ joinCode: closed.joinCode }),
  'door.live': ({ closed }) => ({ joinCode: closed.joinCode }),
  'room.pass': ({ closed }) => ({ joinCode: closed.joinCode }),
  'room.raiseHand': ({ closed }) => ({ joinCode: closed.joinCode, raised: true }),
  'room.acceptStage': ({ closed }) => ({ joinCode: closed.joinCode }),
  'room.leaveStage': ({ closed }) => ({ joinCode: closed.joinCode }),
  'room.leave': ({ closed }) => ({ joinCode: closed.joinCode }),
  'host.live': ({ closed }) => ({ meetingId: closed.meetingId }),
  'host.admit': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'host.deny': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'host.admitAll': ({ closed }) => ({ meetingId: closed.meetingId }),
  'host.denyAll': ({ closed }) => ({ meetingId: closed.meetingId }),
  'host.mute': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId, source: 'microphone' }),
  'host.muteAll': ({ closed }) => ({ meetingId: closed.meetingId }),
  'host.remove': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'host.lock': ({ closed }) => ({ meetingId: closed.meetingId, locked: true }),
  'host.end': ({ closed }) => ({ meetingId: closed.meetingId }),
  'host.inviteToStage': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'host.returnToAudience': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'host.lowerHand': ({ closed, participantId }) => ({ meetingId: closed.meetingId, participantId }),
  'receipt.get': ({ closed }) => ({ meetingId: closed.meetingId }),
  'auditLog.placeHold': ({ closed }) => ({ meetingId: closed.meetingId, reason: 'By order' }),
  'auditLog.liftHold': ({ closed }) => ({ meetingId: closed.meetingId }),
  'auditLog.search': ({ ministry }) => ({ ministryId: ministry.ministryId, actor: 'nobody' }),
  'auditLog.holds': ({ ministry }) => ({ ministryId: ministry.ministryId }),
  'auditLog.story': ({ closed }) => ({ meetingId: closed.meetingId }),
  'auditLog.proveMeeting': ({ closed }) => ({ meetingId: closed.meetingId }),
  'privacy.export': () => ({}),
  'privacy.receipts': () => ({}),
  'privacy.erase': ({ ministry }) => ({ ministryId: ministry.ministryId, email: ministry.emails.member }),
  'incident.open': ({ ministry }) => ({ ministryId: ministry.ministryId, ...noticed(new Date(0)), systems: 'All of them' }),
  'incident.edit': ({ incidentId }) => ({ incidentId, version: 1, ...noticed(new Date(0)), scope: 'Nothing' }),
  'incident.file': ({ incidentId }) => ({ incidentId, version: 1, kind: 'partial', reference: 'CERTIn-1' }),
  'incident.declareBreach': ({ incidentId }) => ({ incidentId, version: 1 }),
  'incident.tellBoard': ({ incidentId }) => ({ incidentId, version: 1 }),
  'incident.tellPersons': ({ incidentId }) => ({ incidentId, version: 1 }),
  'incident.close': ({ incidentId }) => ({ incidentId, version: 1 }),
  'incident.list': ({ ministry }) => ({ ministryId: ministry.ministryId }),
  'incident.get': ({ incidentId }) => ({ incidentId }),
  'incident.bundle': ({ incidentId }) => ({ incidentId, form: 'records' }),
  'route.report': ({ closed }) => ({ joinCode: closed.joinCode, ...report }),
  'route.refused': ({ closed }) => ({ joinCode: closed.joinCode, ends: [{ what: 'ice_server', end: 'stun:192.0.2.1' }] }),
  'status.sites': () => ({}),
  'status.inventory': () => ({}),
  'status.nodes': () => ({}),
  'status.rules': () => ({}),
  'webinar.list': () => ({ ministrySlug: 'ours', limit: 10 }),
  'webinar.get': ({ closed }) => ({ joinCode: closed.joinCode }),
} as const satisfies Readonly<Record<string, (estate: Estate) => unknown>>;

export type ProcedurePath = keyof typeof requests;
export const procedurePaths = Object.keys(requests) as ProcedurePath[];

/** Calls a procedure by its name; of a subscription the first value. */
export async function callByName(context: Context, path: ProcedurePath, input: unknown): Promise<unknown> {
  const [room = '', verb = ''] = path.split('.');
  const caller = createCaller(context) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const result = await caller[room]?.[verb]?.(input);
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) return result;
  for await (const value of result as AsyncIterable<unknown>) return value;
  return null;
}
