/**
 * Chat in a meeting.
 *
 * Traffic: PEOPLE guests without picture or sound write RATE messages a second each for HOLD seconds, over the media server's
 * data channel, as the portal's own chat does.
 * Proves: every message reaches everybody, soon.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Rate } from 'k6/metrics';
import { enterRoom } from '../lib/livekit.ts';
import { joinMeeting } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  { id: 'chat.media', sentence: 'Everybody gets into the room', metric: 'livekit_join_ok', bound: 'rate==1', unit: '' },
  {
    id: 'chat.delay',
    sentence: 'A message is there within 250 ms',
    metric: 'livekit_data_delay',
    bound: 'p(95)<250',
    unit: 'ms',
  },
  { id: 'chat.all', sentence: 'Every message reaches everybody', metric: 'sabha_chat_arrived', bound: 'rate==1', unit: '' },
] as const;

const [people, rate, hold] = [size('PEOPLE'), size('RATE'), size('HOLD')];
const GATHER_SECONDS = 3;

export const options = promising(promises, {
  writer: { executor: 'per-vu-iterations', vus: people, iterations: 1, maxDuration: `${hold + 60}s`, exec: 'writer' },
});
export const handleSummary = concluding(promises);

const arrived = new Rate('sabha_chat_arrived');

type Plan = Readonly<{ beginsAt: number }>;
export const setup = (): Plan => ({ beginsAt: Date.now() + (GATHER_SECONDS + people / 10) * 1000 });

export function writer({ beginsAt }: Plan): void {
  sleep(exec.scenario.iterationInTest / 20);
  const pass = joinMeeting(turn(stage.meetings, 0), `Writer ${exec.scenario.iterationInTest}`);
  const room = pass && enterRoom(pass, 'participant', { subscribe: 'none' });
  if (!room) return;
  room.hold(`${Math.max(0, beginsAt - Date.now())}ms`);
  const messages = Math.round(rate * hold);
  for (let sent = 0; sent < messages; sent += 1) {
    room.sendData(`message ${sent} of ${exec.scenario.iterationInTest}`, { topic: 'lk-chat-topic', reliable: true });
    room.hold(`${Math.round(1000 / rate)}ms`);
  }
  room.hold('2s'); // the last ones are under way
  const expected = messages * (people - 1);
  const { dataReceived } = room.stats();
  for (let message = 0; message < expected; message += 1) arrived.add(message < dataReceived);
  room.leave();
}
