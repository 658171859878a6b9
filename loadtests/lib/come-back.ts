/** Webinars whose media server ends meanwhile: people who lose the picture, and open the link again. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Rate, Trend } from 'k6/metrics';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { enterRoom, speak, stayUntil, type Room } from './livekit.ts';
import { joinWebinar, mutate } from './portal.ts';
import { size, stage, turn } from './stage.ts';

/** Whether somebody who was thrown out saw a picture again before the scenario's end. */
const backOk = new Rate('sabha_back_ok');
/** From the last packet that they had to the first that they have again. */
const backDuration = new Trend('sabha_back_duration', true);

/** A gap that somebody sees. */
const GAP_MS = 1500;
/** So long LiveKit's client may try by itself, as a browser's does; then people open the link again. */
const PATIENCE_MS = 8000;

export type Until = Readonly<{ endsAt: number }>;

const [viewers, ramp, before, after] = [size('VIEWERS'), size('RAMP'), size('BEFORE'), size('AFTER')];
/** Seconds from the start: all have come, and a media server ends. */
export const hitAt = 1 + ramp + before;
const maxDuration = `${ramp + before + after + 60}s`;

/** Those who are there before. For `options`; their functions are exported by the scenario. */
export const crowd = {
  speaker: { executor: 'per-vu-iterations', vus: stage.webinars.length, iterations: 1, maxDuration, exec: 'speaker' },
  viewer: { executor: 'per-vu-iterations', vus: viewers, iterations: 1, maxDuration, exec: 'viewer', startTime: '1s' },
} as const;

export const setup = (): Until => ({ endsAt: Date.now() + (hitAt + after) * 1000 });

export function viewer(until: Until): void {
  const number = exec.scenario.iterationInTest;
  sleep((ramp * number) / viewers);
  watchOn(turn(stage.webinars, number).joinCode, `Citizen ${number}`, until);
}

/** An official who speaks until the end, and speaks again as soon as there is a room again. */
export function speaker({ endsAt }: Until): void {
  const { joinCode } = turn(stage.webinars, exec.scenario.iterationInTest);
  while (Date.now() < endsAt) {
    const room = enterAgain(joinCode, 'speaker');
    if (room) {
      speak(room);
      let connectedAt = Date.now();
      while (Date.now() < endsAt + 500 && Date.now() - connectedAt < PATIENCE_MS && room.hold('250ms') === 'time')
        if (room.stats().isConnected) connectedAt = Date.now();
      room.leave();
    }
    sleep(0.5);
  }
}

/** Somebody who watches until the end, and opens the link again when nothing comes any more. */
export function watchOn(joinCode: string, displayName: string, { endsAt }: Until): void {
  const pass = joinWebinar(joinCode, displayName);
  const room = pass && enterRoom(pass, 'viewer', { subscribe: 'all' });
  if (!room) return;
  const lastSeenAt = watch(room, endsAt);
  room.leave();
  if (lastSeenAt < endsAt - GAP_MS) comeBack(joinCode, { lastSeenAt, endsAt });
}

/** Until the connection is over, nothing came for too long, or the time is over. @returns when something came last */
function watch(room: Room, endsAt: number): number {
  let [seen, lastSeenAt] = [0, Date.now()];
  while (Date.now() < endsAt && Date.now() - lastSeenAt < PATIENCE_MS && room.hold('250ms') === 'time') {
    const { packets } = room.stats();
    if (packets === seen) continue;
    const gap = Date.now() - lastSeenAt;
    if (seen > 0 && gap > GAP_MS) noteBack(gap); // the client had it back by itself
    [seen, lastSeenAt] = [packets, Date.now()];
  }
  return lastSeenAt;
}

function noteBack(afterMs: number): void {
  backDuration.add(afterMs);
  backOk.add(true);
}

function comeBack(joinCode: string, { lastSeenAt, endsAt }: Until & Readonly<{ lastSeenAt: number }>): void {
  while (Date.now() < endsAt) {
    const room = enterAgain(joinCode, 'viewer');
    if (room && seesSomething(room)) {
      noteBack(Date.now() - lastSeenAt);
      stayUntil(room, endsAt);
      return;
    }
    room?.leave();
    sleep(0.5);
  }
  backOk.add(false);
}

/** By a new token, for the old one names a room at a server that may be gone. */
function enterAgain(joinCode: string, role: 'speaker' | 'viewer'): Room | undefined {
  const caller = role === 'speaker' ? stage.officials.scheduler : {};
  const pass = mutate<CallPass>('room.pass', { joinCode }, caller);
  return pass.ok ? enterRoom(pass.data, role, { subscribe: role === 'speaker' ? 'none' : 'all', timeout: '5s' }) : undefined;
}

function seesSomething(room: Room): boolean {
  for (let asked = 0; asked < 20; asked += 1) {
    if (room.stats().packets > 0) return true;
    if (room.hold('250ms') !== 'time') return false;
  }
  return false;
}
