// One participant sends 720p and sound, three receive. Run: k6 run examples/publish.ts
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(4),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    'livekit_packets_received{kind:video}': ['count>1000'], // a Trend without samples passes: always a floor beside it
    livekit_video_bitrate: ['min>1300'],
    livekit_loss: ['avg<0.5'],
    'livekit_frame_delay{kind:video}': ['p(95)<200'],
    livekit_freezes: ['count<1'],
  },
};

export function participant() {
  const isSpeaker = exec.scenario.iterationInTest === 0;
  const room = enter('example-publish', `participant-${exec.vu.idInTest}`, { role: isSpeaker ? 'speaker' : 'viewer' });
  if (isSpeaker) {
    room.publishVideo({ codec: 'vp8', width: 1280, height: 720, fps: 25, bitrate: 1_700_000 });
    room.publishAudio();
  }
  room.hold(isSpeaker ? '16s' : '15s'); // the speaker last, so that no viewer sees a freeze at the end
  room.leave();
}
