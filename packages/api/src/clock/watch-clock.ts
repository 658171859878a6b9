/**
 * Once a minute the worker asks the time servers that the policy names how far its clock is off, and the database for its time: what
 * is recorded is dated by these two clocks. Off by more than a second alarms.
 */
import { databaseTime, lastClockLook, noteClockLook } from '@sabha/db/stores/clock-watch';
import type { NewAlarm } from '@sabha/db/stores/residency-alarms';
import { clockFaults, type ClockReading, offsetOf } from '@sabha/domain/clock/clock-watch';
import { occupantOf, type Policy } from '@sabha/domain/residency/policy';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { settleAlarms } from '../residency/settle-alarms.ts';
import { askTime, type TimeServer } from './ask-time.ts';

export const timeServersOf = ({ sites }: Policy): readonly TimeServer[] =>
  Object.values(sites).flatMap((site) => (occupantOf(site, 'time')?.hosts ?? []).map((host) => ({ host })));

/** The job. @param servers those of the policy, but for tests, which cannot listen where it says */
export async function watchClock(context: Context, servers = timeServersOf(context.services.residency.policy)): Promise<void> {
  const { db, clock } = context.services;
  const reading = await readClocks(context, servers);
  const before = await lastClockLook(db);
  const look = { lookedAt: clock(), reading };
  const [now, earlier] = [followed(reading), before ? followed(before.reading) : null];
  if (earlier === now) await noteClockLook(db, look);
  else
    await act(context, async ({ tx, record }) => {
      await noteClockLook(tx, look);
      record({ event: 'clock.source_changed', outcome: 'ok', detail: { sources: now, before: earlier } });
    });
  const { offsetMs, databaseOffsetMs } = reading;
  const detail = { offsetMs, databaseOffsetMs };
  const due: NewAlarm[] = clockFaults(reading).map((subject) => ({ kind: 'clock_off', subject, detail }));
  await settleAlarms(context, due, ['clock_off']);
}

/** Whom the clock is held against; one answer that was lost on the way is no change. */
const followed = ({ sources, offsetMs }: ClockReading): string =>
  sources.length === 0 ? 'none' : `${sources.map(({ host }) => host).join(' ')}${offsetMs === null ? ', silent' : ''}`;

async function readClocks({ services }: Context, servers: readonly TimeServer[]): Promise<ClockReading> {
  const sources = await Promise.all(
    servers.map(async (server) => {
      const answer = await askTime(server, services);
      const rounded = answer && { ...answer, offsetMs: Math.round(answer.offsetMs), delayMs: Math.round(answer.delayMs) };
      return { host: server.host, answer: rounded };
    }),
  );
  const asked = services.clock().getTime();
  const theirs = await databaseTime(services.db);
  const ours = (asked + services.clock().getTime()) / 2;
  return { sources, offsetMs: offsetOf(sources), databaseOffsetMs: Math.round(theirs - ours) };
}
