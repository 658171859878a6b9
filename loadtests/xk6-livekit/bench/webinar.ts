// One sender and many viewers, in two processes, so that the cost of a viewer can be told from a sender's:
//   k6 run -e PART=sender bench/webinar.ts & k6 run -e PART=viewers -e VIEWERS=100 bench/webinar.ts
// README.md says what was measured with it, and how.
import { sleep } from 'k6';
import exec from 'k6/execution';
import { enter } from '../examples/connection.ts';

const isSender = __ENV['PART'] === 'sender';
const viewers = Number(__ENV['VIEWERS'] ?? 100);
const seconds = Number(__ENV['SECONDS'] ?? 20);
const room = __ENV['ROOM'] ?? 'bench';
const joinsPerSecond = Number(__ENV['JOINS_PER_SECOND'] ?? 10);

export const options = {
  scenarios: {
    webinar: {
      executor: 'per-vu-iterations',
      exec: 'participant',
      vus: isSender ? 1 : viewers,
      iterations: 1,
      maxDuration: '10m',
    },
  },
  thresholds: isSender ? {} : { livekit_join_ok: ['rate==1'], livekit_loss: ['avg<0.1'], livekit_video_bitrate: ['min>1300'] },
};

export function participant() {
  const number = exec.scenario.iterationInTest;
  if (isSender) {
    const stage = enter(room, 'sender', { subscribe: 'none' });
    stage.publishVideo({ codec: 'vp8', width: 1280, height: 720, fps: 25, bitrate: 1_700_000 });
    stage.publishAudio();
    stage.hold(`${seconds + viewers / joinsPerSecond + 15}s`);
    stage.leave();
    return;
  }
  const wait = number / joinsPerSecond;
  sleep(wait);
  const seat = enter(room, `viewer-${number}`);
  seat.hold(`${viewers / joinsPerSecond - wait + seconds}s`);
  seat.leave();
}
