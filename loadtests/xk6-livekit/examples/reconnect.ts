// Five viewers lose their connection at once and come back. Run: k6 run examples/reconnect.ts
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(6),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    livekit_reconnect_ok: ['rate==1'],
    livekit_reconnects: ['count==5'],
    livekit_reconnect_duration: ['p(95)<5000'],
  },
};

export function participant() {
  const isSpeaker = exec.scenario.iterationInTest === 0;
  const room = enter('example-reconnect', `participant-${exec.vu.idInTest}`, { role: isSpeaker ? 'speaker' : 'viewer' });
  if (isSpeaker) {
    room.publishVideo();
    room.publishAudio();
  }
  room.hold('5s');
  if (!isSpeaker) room.reconnect();
  room.hold('10s');
  room.leave();
}
