/**
 * A media server is emptied under load, as before it is updated.
 *
 * Traffic: VIEWERS watch WEBINARS webinars; BEFORE seconds after the last has come the media server with most of them is told to end
 * (SIGTERM, on which LiveKit takes no new room and waits until it is empty). From then on LATE more people a second open links. The
 * first of them takes their webinar to another server, with all who are in it.
 * Proves: nobody who comes meanwhile is turned away, and who is moved sees a picture again within five seconds.
 */
import exec from 'k6/execution';
import { crowd, hitAt, type Until, watchOn } from '../lib/come-back.ts';
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

const perSecond = size('LATE');
const lateSeconds = Math.max(1, size('AFTER') - 10); // whoever comes last has ten seconds to see

export const options = promising(promises, {
  ...crowd,
  late: {
    executor: 'constant-arrival-rate',
    rate: perSecond,
    timeUnit: '1s',
    duration: `${lateSeconds}s`,
    preAllocatedVUs: perSecond * lateSeconds + 5,
    exec: 'late',
    startTime: `${hitAt}s`,
    gracefulStop: '30s',
  },
});
export const handleSummary = concluding(promises);
export { setup, speaker, viewer } from '../lib/come-back.ts';

export function late(until: Until): void {
  const number = exec.scenario.iterationInTest;
  watchOn(turn(stage.webinars, number).joinCode, `Late citizen ${number}`, until);
}
