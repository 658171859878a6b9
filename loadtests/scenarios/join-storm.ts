/**
 * Ten o'clock: all the meetings of the hour begin at once.
 *
 * Traffic: an open model; arrivals grow over RAMP seconds to PEAK a second and stay there for SECONDS, whatever the portal
 * does. Each opens the link of one of WEBINARS public webinars, from an address of their own, and wants a token; no media follows.
 * Proves: everybody gets in, and hardly anybody waits, at the rate at which people really come.
 */
import exec from 'k6/execution';
import { joinWebinar } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  { id: 'join-storm.ok', sentence: 'Everybody who comes gets a token', metric: 'sabha_join_ok', bound: 'rate==1', unit: '' },
  {
    id: 'join-storm.p95',
    sentence: 'Nineteen of twenty wait less than half a second',
    metric: 'sabha_join_duration',
    bound: 'p(95)<500',
    unit: 'ms',
  },
  {
    id: 'join-storm.p99',
    sentence: 'Hardly anybody waits a second',
    metric: 'sabha_join_duration',
    bound: 'p(99)<1000',
    unit: 'ms',
  },
] as const;

const [peak, ramp, steady] = [size('PEAK'), size('RAMP'), size('SECONDS')];
export const options = promising(promises, {
  citizens: {
    executor: 'ramping-arrival-rate',
    startRate: Math.round(peak / 10),
    timeUnit: '1s',
    stages: [
      { target: peak, duration: `${ramp}s` },
      { target: peak, duration: `${steady}s` },
    ],
    preAllocatedVUs: Math.max(1, peak),
    maxVUs: Math.max(1, peak * 4),
    exec: 'citizen',
  },
});
export const handleSummary = concluding(promises);

export function citizen(): void {
  const number = exec.scenario.iterationInTest;
  joinWebinar(turn(stage.webinars, number).joinCode, `Citizen ${number}`);
}
