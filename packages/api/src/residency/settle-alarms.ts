import { listLastingAlarms, type NewAlarm } from '@sabha/db/stores/residency-alarms';
import type { AlarmKind } from '@sabha/domain/residency/alarm';
import type { Context } from '../core/context.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import { recordAlarm, recordAlarmOver } from './record-alarm.ts';

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
  await actIfNeeded(context, async (unit, skip) => {
    if (!(await recordAlarm(unit, context, alarm))) skip();
  });
}

async function clear(context: Context, alarm: NewAlarm): Promise<void> {
  await actIfNeeded(context, async (unit, skip) => {
    if (!(await recordAlarmOver(unit, context, alarm))) skip();
  });
}
