/** Raising and clearing an alarm about residency as part of an act: stored, recorded, and said in the log. */
import { clearAlarm, type NewAlarm, raiseAlarm } from '@sabha/db/stores/residency-alarms';
import type { Unit } from '../core/act.ts';
import type { Context } from '../core/context.ts';

type Recorder = Pick<Unit, 'tx' | 'record'>;
export type AlarmToRaise = NewAlarm & Readonly<{ ministryId?: string }>;
/** Addresses stay in the alarm itself, which staff alone read: the trail and the log hold none. */
const addresses: ReadonlySet<string> = new Set(['addresses', 'address', 'ends', 'iceServers']);

/** False when it lasts already. */
export async function recordAlarm({ tx, record }: Recorder, { services, requestId }: Context, alarm: AlarmToRaise) {
  const { ministryId, ...stored } = alarm;
  const { kind, subject, siteId = null, meetingId, detail = {} } = stored;
  if ((await raiseAlarm(tx, { ...stored, at: services.clock() })) === null) return false;
  const shown = Object.fromEntries(Object.entries(detail).filter(([name]) => !addresses.has(name)));
  record({
    event: 'residency.alarm_raised',
    outcome: 'refused',
    ...aboutMeeting(meetingId),
    ...(ministryId !== undefined && { ministryId }),
    subjectId: subject,
    detail: { ...shown, kind, siteId, policyHash: services.residency.hash },
  });
  services.log.error({ code: `residency.${kind}`, subject, ...shown, requestId }, 'residency alarm');
  return true;
}

/** False when none was lasting. */
export async function recordAlarmOver(
  { tx, record }: Recorder,
  { services, requestId }: Context,
  { kind, subject, meetingId }: Pick<NewAlarm, 'kind' | 'subject' | 'meetingId'>,
): Promise<boolean> {
  if ((await clearAlarm(tx, { kind, subject, at: services.clock() })) === null) return false;
  record({ event: 'residency.alarm_cleared', outcome: 'ok', ...aboutMeeting(meetingId), subjectId: subject, detail: { kind } });
  services.log.info({ code: `residency.${kind}`, subject, requestId }, 'residency alarm is over');
  return true;
}

const aboutMeeting = (meetingId: string | null | undefined) => (meetingId == null ? {} : { meetingId });
