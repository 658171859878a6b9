// One writes a message every 100 ms, five read. Run: k6 run examples/data.ts
import { check } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(6),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    livekit_data_sent: ['count==100'],
    livekit_data_received: ['count==500'],
    livekit_data_delay: ['p(95)<100'],
    checks: ['rate==1'],
  },
};

export function participant() {
  const isWriter = exec.scenario.iterationInTest === 0;
  const room = enter('example-data', `participant-${exec.vu.idInTest}`, { role: isWriter ? 'writer' : 'reader' });
  room.hold('2s'); // until everybody's data channels are open
  for (let sent = 0; isWriter && sent < 100; sent++) {
    room.sendData(JSON.stringify({ text: `message ${sent}` }), { topic: 'chat', reliable: true });
    room.hold('100ms');
  }
  room.hold(isWriter ? '1s' : '13s');
  if (!isWriter) check(room.stats(), { 'every message came': ({ dataReceived }) => dataReceived === 100 });
  room.leave();
}
