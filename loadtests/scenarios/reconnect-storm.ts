/**
 * A media server dies under webinars.
 *
 * Traffic: VIEWERS watch WEBINARS webinars; BEFORE seconds after the last has come the media server with most of them is killed
 * without a word. LiveKit's client tries to come back by itself, as in a browser; whoever gets nothing for eight seconds opens the link
 * again, and tries again twice a second; the speakers too.
 * Proves: nineteen of twenty who were hit see a picture again within twenty seconds, and in the end everybody does. LiveKit itself gives
 * a dead server's room to another after five, and its client gives up a dead connection after fifteen: a speaker takes that long.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { speakOn, watchOn } from '../lib/come-back.ts';
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
    sentence: 'Nineteen of twenty see a picture twenty seconds after the last they had',
    metric: 'sabha_back_duration',
    bound: 'p(95)<20000',
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

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (1 + ramp + before + after) * 1000 });

export const speaker = (plan: Plan): void => speakOn(plan);

export function viewer(plan: Plan): void {
  const number = exec.scenario.iterationInTest;
  sleep((ramp * number) / viewers);
  watchOn(turn(stage.webinars, number).joinCode, `Citizen ${number}`, plan);
}
