// Camera and microphone go off and on again: nothing is sent meanwhile, and nothing froze. Run: k6 run examples/mute.ts
import { check } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(2),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    'livekit_frames_received{kind:video}': ['count>150'],
    livekit_freezes: ['count<1'],
    checks: ['rate==1'],
  },
};

export function participant() {
  if (exec.scenario.iterationInTest === 0) {
    const room = enter('example-mute', 'speaker', { role: 'speaker' });
    const [camera, voice] = [room.publishVideo({ simulcast: true, fps: 25 }), room.publishAudio()];
    room.hold('5s');
    camera.mute();
    voice.mute();
    room.hold('5s');
    camera.unmute();
    voice.unmute();
    room.hold('6s');
    room.leave();
    return;
  }
  const room = enter('example-mute', 'viewer', { role: 'viewer' });
  room.hold('7s'); // two seconds after the mute; a server ends a muted stream with a second of frames of its own
  const { packets } = room.stats();
  room.hold('2s');
  check(room.stats(), { 'nothing comes while muted': (now) => now.packets === packets });
  room.hold('6s');
  room.leave();
}
