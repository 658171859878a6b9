import { clearAlarm, listLastingAlarms, type NewAlarm, raiseAlarm } from '@sabha/db/stores/residency-alarms';
import type { AlarmKind } from '@sabha/domain/residency/alarm';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../jobs/run.ts';

/** Makes the lasting alarms of these kinds be those that are due: raises what is new, clears what is over. Recorded and logged. */
export async function settleAlarms(context: Context, due: readonly NewAlarm[], kinds: readonly AlarmKind[]): Promise<void> {
  const { db } = context.services;
  const lasting = await listLastingAlarms(db, kinds);
  const isSame = (one: Pick<NewAlarm, 'kind' | 'subject'>) => (other: Pick<NewAlarm, 'kind' | 'subject'>) =>
    one.kind === other.kind && one.subject === other.subject;
  for (const alarm of due) if (!lasting.some(isSame(alarm))) await raise(context, alarm);
  for (const alarm of lasting) if (!due.some(isSame(alarm))) await clear(context, alarm);
}

async function raise(context: Context, alarm: NewAlarm): Promise<void> {
  const { kind, subject, siteId, meetingId, detail = {} } = alarm;
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    if ((await raiseAlarm(tx, { ...alarm, at: context.services.clock() })) === null) return skip();
    record({
      event: 'residency.alarm_raised',
      outcome: 'refused',
      ...(meetingId != null && { meetingId }),
      subjectId: subject,
      detail: { ...detail, kind, siteId: siteId ?? null, policyHash: context.services.residency.hash },
    });
  });
  const { addresses: _redacted, ...shown } = detail;
  context.services.log.error({ code: `residency.${kind}`, subject, ...shown, requestId: context.requestId }, 'residency alarm');
}

async function clear(context: Context, { kind, subject, meetingId }: NewAlarm): Promise<void> {
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    if ((await clearAlarm(tx, { kind, subject, at: context.services.clock() })) === null) return skip();
    const about = meetingId != null && { meetingId };
    record({ event: 'residency.alarm_cleared', outcome: 'ok', ...about, subjectId: subject, detail: { kind } });
  });
  context.services.log.info({ code: `residency.${kind}`, subject, requestId: context.requestId }, 'residency alarm is over');
}
