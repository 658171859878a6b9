import type { WriteTx } from '@sabha/db/connect';
import { replaceInvitees } from '@sabha/db/stores/invitees';
import { insertMeeting, type NewMeeting } from '@sabha/db/stores/meetings';
import { findDepartment } from '@sabha/db/stores/organisation';
import { codeFromBytes, JOIN_CODE_SYMBOLS } from '@sabha/domain/meeting/codes';
import type { ScheduleMeetingInput } from '@sabha/domain/meeting/contract';
import { act, authorise } from '../core/act.ts';
import { type MemberContext, ministriesOf } from '../core/member-context.ts';
import { refuseAbsent } from '../core/refuse-absent.ts';
import type { Services } from '../core/services.ts';
import { checkInvitees, checkSite, checkStart } from './check-input.ts';
import { takeMailAllowance } from './mail-allowance.ts';
import { sealNewPasscode } from './passcode.ts';

/** Makes the meeting with a join code and a passcode of its own, and has the invitations mailed. */
export async function scheduleMeeting(
  context: MemberContext,
  input: ScheduleMeetingInput,
): Promise<Readonly<{ meetingId: string }>> {
  const { services, actor } = context;
  const { departmentId, invitees, ...plan } = input;
  const department = await findDepartment(services.db, { departmentId, ministryIds: ministriesOf(actor) });
  if (!department) return refuseAbsent(context, 'meeting.schedule', departmentId);
  await authorise(context, 'meeting.schedule', department);
  const { ministryId } = department;
  checkStart(plan.startsAt, services.clock());
  checkSite(services.residency.policy, plan.options);
  await checkInvitees(services.db, { ministryId, invitees });
  await takeMailAllowance(context, invitees.length);

  return act(context, async ({ tx, record, enqueue }) => {
    const values = { ...plan, ministryId, departmentId, organiserId: actor.personId };
    const meetingId = await insertWithFreshCode(tx, services, values);
    const { added } = await replaceInvitees(tx, { meetingId, ministryId, wanted: invitees, at: services.clock() });
    for (const inviteeId of added) await enqueue('mail.invitation', { meetingId, inviteeId, sequence: 0 });
    const { kind, access, options, timeZone, durationMinutes } = plan;
    record({
      event: 'meeting.scheduled',
      outcome: 'ok',
      meetingId,
      ministryId,
      detail: { kind, access, options, timeZone, durationMinutes, startsAt: plan.startsAt, departmentId, invitees: added },
    });
    return { meetingId };
  });
}

/** 50 random bits do not collide in practice; should they, another code is drawn. */
async function insertWithFreshCode(
  tx: WriteTx,
  services: Pick<Services, 'random' | 'settings'>,
  values: Omit<NewMeeting, 'joinCode' | 'sealedPasscode'>,
): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const joinCode = codeFromBytes(services.random(JOIN_CODE_SYMBOLS), JOIN_CODE_SYMBOLS);
    const meetingId = await insertMeeting(tx, { ...values, joinCode, sealedPasscode: sealNewPasscode(services, joinCode) });
    if (meetingId !== null) return meetingId;
  }
  throw new Error('no free join code in five draws: the random source repeats itself');
}
