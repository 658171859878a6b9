import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberContext } from './core/member-context.ts';
import { appRouter } from './root.ts';
import { callByName, type Estate, makeEstate, type ProcedurePath, procedurePaths, requests } from './testing/every-procedure.ts';
import { type Harness, openHarness } from './testing/harness.ts';
import { refusal } from './testing/meetings.ts';
import { as, makeMinistry } from './testing/ministries.ts';

/**
 * What an administrator of another ministry gets, who knows every id and every code of ours. `nothing`: an answer, but with
 * nothing of ours in it. A new procedure without a row here does not compile, and a row less than the router has fails.
 */
const answers: Readonly<Record<ProcedurePath, 'nothing' | 'not_found' | 'join_refused'>> = {
  'me.get': 'nothing',
  'organisation.departments': 'nothing',
  'organisation.members': 'not_found',
  'organisation.addDepartment': 'not_found',
  'organisation.addMember': 'not_found',
  'organisation.setRole': 'not_found',
  'organisation.removeMember': 'not_found',
  'meeting.schedule': 'not_found',
  'meeting.edit': 'not_found',
  'meeting.cancel': 'not_found',
  'meeting.list': 'nothing',
  'meeting.get': 'not_found',
  'meeting.attendance': 'not_found',
  'meeting.sites': 'nothing',
  'join.asMember': 'join_refused',
  'join.asGuest': 'join_refused',
  'join.asAudience': 'join_refused',
  'join.andWatch': 'join_refused',
  'door.current': 'nothing',
  'door.live': 'join_refused',
  'room.pass': 'join_refused',
  'room.raiseHand': 'join_refused',
  'room.acceptStage': 'join_refused',
  'room.leaveStage': 'join_refused',
  'room.leave': 'nothing',
  'host.live': 'not_found',
  'host.admit': 'not_found',
  'host.deny': 'not_found',
  'host.admitAll': 'not_found',
  'host.denyAll': 'not_found',
  'host.mute': 'not_found',
  'host.muteAll': 'not_found',
  'host.remove': 'not_found',
  'host.lock': 'not_found',
  'host.end': 'not_found',
  'host.inviteToStage': 'not_found',
  'host.returnToAudience': 'not_found',
  'host.lowerHand': 'not_found',
  'receipt.get': 'not_found',
  'auditLog.placeHold': 'not_found',
  'auditLog.liftHold': 'not_found',
  'auditLog.proveMeeting': 'not_found',
  'auditLog.search': 'not_found',
  'auditLog.holds': 'not_found',
  'auditLog.story': 'not_found',
  'privacy.export': 'nothing',
  'privacy.receipts': 'nothing',
  'privacy.erase': 'not_found',
  'incident.open': 'not_found',
  'incident.edit': 'not_found',
  'incident.file': 'not_found',
  'incident.declareBreach': 'not_found',
  'incident.tellBoard': 'not_found',
  'incident.tellPersons': 'not_found',
  'incident.close': 'not_found',
  'incident.list': 'not_found',
  'incident.get': 'not_found',
  'incident.bundle': 'not_found',
  'route.report': 'join_refused',
  'route.refused': 'join_refused',
  'status.sites': 'nothing',
  'status.inventory': 'nothing',
  'status.nodes': 'nothing',
  'status.rules': 'nothing',
  'webinar.list': 'nothing',
  'webinar.get': 'not_found',
};

let harness: Harness;
let ours: Estate;
let stranger: MemberContext;
let before: string;

beforeAll(async () => {
  harness = await openHarness();
  ours = await makeEstate(harness, await makeMinistry(harness, 'ours'));
  stranger = await as(harness, await makeMinistry(harness, 'theirs'), 'administrator');
  before = await stateOfOurs();
});
afterAll(() => harness.close());

/** Every row that belongs to us, as text. */
async function stateOfOurs(): Promise<string> {
  const { ministryId } = ours.ministry;
  const rows = await harness.owner`
    select 'd' as t, row_to_json(x)::text as row from departments x where ministry_id = ${ministryId}
    union all select 'm', row_to_json(x)::text from memberships x where ministry_id = ${ministryId}
    union all select 'g', row_to_json(x)::text from meetings x where ministry_id = ${ministryId}
    union all select 'n', row_to_json(x)::text from incidents x where ministry_id = ${ministryId}
    union all select 'p', row_to_json(x)::text from participants x join meetings g on g.id = x.meeting_id where g.ministry_id = ${ministryId}
    union all select 'i', row_to_json(x)::text from invitees x join meetings g on g.id = x.meeting_id where g.ministry_id = ${ministryId}
    order by 1, 2`;
  return JSON.stringify(rows);
}

it('has a row for every procedure of the router', () => {
  expect(procedurePaths.toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted());
});

describe('an administrator of another ministry who knows all our ids', () => {
  it.each(procedurePaths)('gets nothing of ours by %s, and each refusal is in the trail', async (path) => {
    const requestId = `a-try-at-${path}`;
    const answer = await callByName({ ...stranger, requestId }, path, requests[path](ours)).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const expected = answers[path];
    if (expected !== 'nothing') {
      expect(await refusal('error' in answer ? Promise.reject(answer.error as Error) : Promise.resolve(answer.value))).toBe(
        expected,
      );
      const left = await harness.owner`select outcome from audit_entries where request_id = ${requestId}`;
      expect(
        left.map((entry) => String(entry['outcome'])),
        'what the try left in the trail',
      ).toEqual(['refused']);
    } else {
      if ('error' in answer) throw answer.error;
      const text = JSON.stringify(answer.value ?? null);
      const { ministry, closed, open } = ours;
      for (const secret of [
        ministry.ministryId,
        ministry.departmentId,
        closed.meetingId,
        open.meetingId,
        closed.joinCode,
        '@ours.example',
      ])
        expect(text).not.toContain(secret);
    }
    expect(await stateOfOurs()).toBe(before);
  });

  it.each(procedurePaths.filter((path) => answers[path] === 'not_found'))(
    '%s answers an id of ours as one that is nowhere',
    async (path) => {
      const ofOurs = await callByName(stranger, path, requests[path](ours)).catch((error: unknown) => shown(error));
      const nowhere = JSON.stringify(requests[path](ours) ?? null).replace(
        /"[0-9a-f]{8}-[0-9a-f-]{27}"/g,
        `"${crypto.randomUUID()}"`,
      );
      const ofNobody = await callByName(stranger, path, JSON.parse(nowhere)).catch((error: unknown) => shown(error));
      expect(ofNobody).toEqual(ofOurs);
    },
  );
});

function shown(error: unknown): unknown {
  const { cause } = error as { cause?: { code?: string; evidence?: unknown } };
  return { code: cause?.code, evidence: cause?.evidence };
}
