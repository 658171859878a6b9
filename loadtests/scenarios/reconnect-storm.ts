/**
 * A media server dies under webinars.
 *
 * Traffic: VIEWERS watch WEBINARS webinars; BEFORE seconds after the last has come the media server with most of them is killed
 * without a word. LiveKit's client tries to come back by itself, as in a browser; whoever gets nothing for eight seconds opens the link
 * again, and tries again twice a second; the speakers too.
 * Proves: nineteen of twenty who were hit see a picture again within twenty seconds, and in the end everybody does. LiveKit itself gives
 * a dead server's room to another after five, and its client gives up a dead connection after fifteen: a speaker takes that long.
 */
import { crowd } from '../lib/come-back.ts';
import { concluding, promising } from '../lib/promise.ts';

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

export const options = promising(promises, crowd);
export const handleSummary = concluding(promises);
export { setup, speaker, viewer } from '../lib/come-back.ts';
