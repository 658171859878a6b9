/**
 * A day, shortened: everything at once, as it is.
 *
 * Traffic: over MINUTES, citizens come to WEBINARS public webinars at a rate that rises to PEAK a second in the middle and falls
 * again, and stay for STAY seconds on average; ROOMS meetings of five go on all the time; officials schedule and look at lists.
 * The mix is of the public figures in docs/capacity.md: nine of ten people watch, one of ten meets.
 * Proves: nothing is refused, lost or slow while everything is used together, and nothing gets worse towards the end.
 */
import exec from 'k6/execution';
import { enterRoom, sendInLayers, speak, stayUntil } from '../lib/livekit.ts';
import { expectMutate, expectQuery, hostPass, joinMeeting, joinWebinar } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  { id: 'day.join', sentence: 'Everybody who comes gets a token', metric: 'sabha_join_ok', bound: 'rate==1', unit: '' },
  {
    id: 'day.media',
    sentence: 'Everybody with a token gets into the room',
    metric: 'livekit_join_ok',
    bound: 'rate>0.999',
    unit: '',
  },
  {
    id: 'day.join-time',
    sentence: 'The token is there within a second',
    metric: 'sabha_join_duration',
    bound: 'p(99)<1000',
    unit: 'ms',
  },
  { id: 'day.loss', sentence: 'Less than one packet of 200 is lost', metric: 'livekit_loss', bound: 'avg<0.5', unit: '%' },
  {
    id: 'day.delay',
    sentence: 'Pictures are less than 200 ms old',
    metric: 'livekit_frame_delay{kind:video}',
    bound: 'p(95)<200',
    unit: 'ms',
  },
  { id: 'day.api', sentence: 'Officials get what they ask for', metric: 'sabha_api_ok', bound: 'rate==1', unit: '' },
  {
    id: 'day.stay',
    sentence: 'Nobody is thrown out',
    metric: 'livekit_disconnects',
    bound: 'count<1',
    unit: '',
    seenBy: 'livekit_join_ok',
  },
] as const;

const [minutes, rooms, peak, stay] = [size('MINUTES'), size('ROOMS'), size('PEAK'), size('STAY')];
const whole = minutes * 60;
const maxDuration = `${whole + 120}s`;
const third = `${Math.round(whole / 3)}s`;

export const options = promising(promises, {
  speaker: { executor: 'per-vu-iterations', vus: stage.webinars.length, iterations: 1, maxDuration, exec: 'speaker' },
  participant: { executor: 'per-vu-iterations', vus: rooms * 5, iterations: 1, maxDuration, exec: 'participant' },
  official: {
    executor: 'constant-arrival-rate',
    rate: 1,
    timeUnit: '1s',
    duration: `${whole}s`,
    preAllocatedVUs: 5,
    exec: 'official',
  },
  citizen: {
    executor: 'ramping-arrival-rate',
    startRate: 1,
    timeUnit: '10s',
    stages: [
      { target: peak * 10, duration: third },
      { target: peak * 10, duration: third },
      { target: 1, duration: third },
    ],
    preAllocatedVUs: Math.ceil(peak * stay * 1.5),
    maxVUs: Math.ceil(peak * stay * 3),
    exec: 'citizen',
    startTime: '2s',
  },
});
export const handleSummary = concluding(promises);

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (2 + whole) * 1000 });

export function speaker({ endsAt }: Plan): void {
  const pass = hostPass(turn(stage.webinars, exec.scenario.iterationInTest).joinCode, stage.officials.scheduler);
  const room = pass && enterRoom(pass, 'speaker', { subscribe: 'none' });
  if (!room) return;
  speak(room);
  stayUntil(room, endsAt + 1000);
}

export function participant({ endsAt }: Plan): void {
  const number = exec.scenario.iterationInTest;
  const pass = joinMeeting(turn(stage.meetings, number), `Participant ${number}`);
  const room = pass && enterRoom(pass, 'participant', { subscribe: 'all' });
  if (!room) return;
  sendInLayers(room, { isTalking: number < rooms * 2 });
  stayUntil(room, endsAt);
}

/** Stays are exponentially long: most leave early, some stay to the end. */
export function citizen({ endsAt }: Plan): void {
  const number = exec.scenario.iterationInTest;
  const pass = joinWebinar(turn(stage.webinars, number).joinCode, `Citizen ${number}`);
  const room = pass && enterRoom(pass, 'viewer', { subscribe: 'all' });
  if (room) stayUntil(room, Math.min(endsAt, Date.now() - Math.log(1 - Math.random()) * stay * 1000));
}

export function official(): void {
  const { departmentId } = stage.officials.scheduler;
  if (exec.scenario.iterationInTest % 3 > 0)
    return void expectQuery('meeting.list', { when: 'upcoming' }, stage.officials.scheduler);
  const startsAt = new Date(Date.now() + 86_400_000).toISOString();
  expectMutate('meeting.schedule', { departmentId, title: 'Of a day', startsAt, durationMinutes: 30 }, stage.officials.scheduler);
}
