/**
 * A full waiting room.
 *
 * Traffic: GUESTS knock within RAMP seconds at one meeting and wait, asking once in two seconds where they stand (a browser is
 * told over a stream, which costs the portal less); when all have knocked the host lets everybody in by one act.
 * Proves: nobody is lost in the waiting room, and the last of them holds a token soon after the nod.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Rate, Trend } from 'k6/metrics';
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { expectMutate, mutate, query } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  {
    id: 'lobby.in',
    sentence: 'Everybody who knocked holds a token in the end',
    metric: 'sabha_lobby_in',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'lobby.nod',
    sentence: 'Letting everybody in is one act of less than three seconds',
    metric: 'http_req_duration{name:host.admitAll}',
    bound: 'max<3000',
    unit: 'ms',
    ofSome: true,
  },
  {
    id: 'lobby.wait',
    sentence: 'Within five seconds of the nod nineteen of twenty hold a token',
    metric: 'sabha_lobby_wait',
    bound: 'p(95)<5000',
    unit: 'ms',
  },
] as const;

const [guests, ramp] = [size('GUESTS'), size('RAMP')];
const LONGEST_WAIT_SECONDS = 60;

export const options = promising(promises, {
  guest: {
    executor: 'per-vu-iterations',
    vus: guests,
    iterations: 1,
    maxDuration: `${ramp + LONGEST_WAIT_SECONDS + 30}s`,
    exec: 'guest',
  },
  host: { executor: 'per-vu-iterations', vus: 1, iterations: 1, startTime: `${ramp + 2}s`, maxDuration: '60s', exec: 'host' },
});
export const handleSummary = concluding(promises);

const inside = new Rate('sabha_lobby_in');
const wait = new Trend('sabha_lobby_wait', true);
const meeting = turn(stage.lobbies, 0);

type Plan = Readonly<{ nodAt: number }>;
export const setup = (): Plan => ({ nodAt: Date.now() + (ramp + 2) * 1000 });

export function guest({ nodAt }: Plan): void {
  sleep((ramp * exec.scenario.iterationInTest) / guests);
  const { joinCode, passcode } = meeting;
  const knocked = mutate<DoorView>('join.asGuest', { joinCode, passcode, displayName: `Guest ${exec.scenario.iterationInTest}` });
  inside.add(knocked.ok && isLetIn(joinCode) && mutate<CallPass>('room.pass', { joinCode }).ok);
  wait.add(Math.max(0, Date.now() - nodAt));
}

function isLetIn(joinCode: string): boolean {
  for (let asked = 0; asked < LONGEST_WAIT_SECONDS / 2; asked += 1) {
    const door = query<DoorView>('door.current', { joinCode });
    if (door.ok && door.data.status !== 'waiting') return door.data.status === 'admitted';
    sleep(2);
  }
  return false;
}

export function host(): void {
  expectMutate('host.admitAll', { meetingId: meeting.meetingId }, stage.officials.scheduler);
}
