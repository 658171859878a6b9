// Three take turns in speaking; a viewer sees whoever does. Run: k6 run examples/active-speaker.ts
import { check } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

const turn = 5; // seconds

export const options = {
  scenarios: participants(4),
  thresholds: { livekit_join_ok: ['rate==1'], checks: ['rate==1'], 'livekit_frames_received{kind:video}': ['count>100'] },
};

export function participant() {
  const number = exec.scenario.iterationInTest;
  if (number === 3) {
    const room = enter('example-speaker', 'viewer', { role: 'viewer', subscribe: 'speaker' });
    for (let turns = 0; turns < 3; turns++) {
      room.hold(`${turn}s`);
      check(room.stats(), { 'one video': ({ subscribedVideos }) => subscribedVideos === 1 });
    }
    room.leave();
    return;
  }
  const room = enter('example-speaker', `speaker-${number}`, { role: 'speaker', subscribe: 'none' });
  room.publishVideo({ width: 640, height: 360 });
  const voice = room.publishAudio();
  for (let whose = 0; whose < 3; whose++) {
    if (whose === number) voice.unmute();
    else voice.mute();
    room.hold(`${turn + 1}s`);
  }
  room.leave();
}
