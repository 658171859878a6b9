// Twenty participants join within five seconds, stay a moment and leave. Run: k6 run examples/join.ts
import { sleep } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(20),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    livekit_join_duration: ['p(95)<1000'],
    livekit_disconnects: ['count<1'],
  },
};

export function participant() {
  sleep((5 * exec.scenario.iterationInTest) / 20);
  const room = enter('example-join', `participant-${exec.vu.idInTest}`, { timeout: '5s' });
  room.hold('5s');
  room.leave();
}
