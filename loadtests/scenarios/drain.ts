/**
 * A media server is emptied under load, as before it is updated.
 *
 * Traffic: VIEWERS watch WEBINARS webinars; BEFORE seconds after the last has come the media server with most of them is told to end
 * (SIGTERM, on which LiveKit takes no new room and waits until it is empty). From then on LATE more people a second open links. The
 * first of them takes their webinar to another server, with all who are in it.
 * Proves: nobody who comes meanwhile is turned away, and who is moved sees a picture again within five seconds.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { speakOn, watchOn } from '../lib/come-back.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  {
    id: 'drain.join',
    sentence: 'Everybody gets a token, before and after a server was told to end',
    metric: 'sabha_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'drain.back',
    sentence: 'Everybody who was moved is back in the end',
    metric: 'sabha_back_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'drain.time',
    sentence: 'Nineteen of twenty who are moved see a picture again within five seconds',
    metric: 'sabha_back_duration',
    bound: 'p(95)<5000',
    unit: 'ms',
  },
] as const;

const [viewers, ramp, before, after, perSecond] = [size('VIEWERS'), size('RAMP'), size('BEFORE'), size('AFTER'), size('LATE')];
const maxDuration = `${ramp + before + after + 60}s`;
const lateSeconds = Math.max(1, after - 10); // whoever comes last has ten seconds to see

export const options = promising(promises, {
  speaker: { executor: 'per-vu-iterations', vus: stage.webinars.length, iterations: 1, maxDuration, exec: 'speaker' },
  viewer: { executor: 'per-vu-iterations', vus: viewers, iterations: 1, maxDuration, exec: 'viewer', startTime: '1s' },
  late: {
    executor: 'constant-arrival-rate',
    rate: perSecond,
    timeUnit: '1s',
    duration: `${lateSeconds}s`,
    preAllocatedVUs: perSecond * lateSeconds + 5,
    exec: 'late',
    startTime: `${1 + ramp + before}s`,
    gracefulStop: '30s',
  },
});
export const handleSummary = concluding(promises);

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (1 + ramp + before + after) * 1000 });

export const speaker = (plan: Plan): void => speakOn(plan);

export function viewer(plan: Plan): void {
  const number = exec.scenario.iterationInTest;
  sleep((ramp * number) / viewers);
  watchOn(turn(stage.webinars, number).joinCode, `Citizen ${number}`, plan);
}

export function late(plan: Plan): void {
  const number = exec.scenario.iterationInTest;
  watchOn(turn(stage.webinars, number).joinCode, `Late citizen ${number}`, plan);
}
