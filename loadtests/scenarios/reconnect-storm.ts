/**
 * A media server dies under a webinar.
 *
 * Traffic: VIEWERS watch two webinars; BEFORE seconds after the last has come a media server is killed without a word. Everybody
 * who is thrown out comes back at once by the portal's door, as the portal's own page does, and tries again every second.
 * Proves: within fifteen seconds nineteen of twenty see the speaker again, and in the end everybody does.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Rate, Trend } from 'k6/metrics';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { enterRoom, speak, stayUntil } from '../lib/livekit.ts';
import { joinWebinar, mutate } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  {
    id: 'reconnect.back',
    sentence: 'Everybody who was thrown out is back in the end',
    metric: 'sabha_back_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'reconnect.time',
    sentence: 'Fifteen seconds later nineteen of twenty are back',
    metric: 'sabha_back_duration',
    bound: 'p(95)<15000',
    unit: 'ms',
  },
  { id: 'reconnect.join', sentence: 'Everybody got in before', metric: 'sabha_join_ok', bound: 'rate==1', unit: '' },
] as const;

const [viewers, ramp, before, after] = [size('VIEWERS'), size('RAMP'), size('BEFORE'), size('AFTER')];
const maxDuration = `${ramp + before + after + 60}s`;

export const options = promising(promises, {
  speaker: { executor: 'per-vu-iterations', vus: stage.webinars.length, iterations: 1, maxDuration, exec: 'speaker' },
  viewer: { executor: 'per-vu-iterations', vus: viewers, iterations: 1, maxDuration, exec: 'viewer', startTime: '1s' },
});
export const handleSummary = concluding(promises);

const backOk = new Rate('sabha_back_ok');
const backDuration = new Trend('sabha_back_duration', true);

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (1 + ramp + before + after) * 1000 });

/** Speaks again as soon as there is a room again. */
export function speaker({ endsAt }: Plan): void {
  const { joinCode } = turn(stage.webinars, exec.scenario.iterationInTest);
  while (Date.now() < endsAt) {
    const pass = mutate<CallPass>('room.pass', { joinCode }, stage.officials.scheduler);
    const room = pass.ok ? enterRoom(pass.data, 'speaker', { subscribe: 'none', timeout: '5s' }) : undefined;
    if (room) {
      speak(room);
      stayUntil(room, endsAt + 500);
    }
    sleep(1);
  }
}

export function viewer({ endsAt }: Plan): void {
  const number = exec.scenario.iterationInTest;
  sleep((ramp * number) / viewers);
  const { joinCode } = turn(stage.webinars, number);
  const pass = joinWebinar(joinCode, `Citizen ${number}`);
  const room = pass && enterRoom(pass, 'viewer', { subscribe: 'all' });
  if (!room) return;
  if (stayUntil(room, endsAt) === 'disconnected') comeBack(joinCode, endsAt);
}

function comeBack(joinCode: string, endsAt: number): void {
  const since = Date.now();
  while (Date.now() < endsAt) {
    const pass = mutate<CallPass>('room.pass', { joinCode });
    const room = pass.ok ? enterRoom(pass.data, 'viewer', { subscribe: 'all', timeout: '5s' }) : undefined;
    if (room && seesSomething(room)) {
      backDuration.add(Date.now() - since);
      backOk.add(true);
      stayUntil(room, endsAt);
      return;
    }
    room?.leave();
    sleep(1);
  }
  backOk.add(false);
}

function seesSomething(room: NonNullable<ReturnType<typeof enterRoom>>): boolean {
  for (let asked = 0; asked < 20; asked += 1) {
    if (room.stats().packets > 0) return true;
    if (room.hold('250ms') !== 'time') return false;
  }
  return false;
}
