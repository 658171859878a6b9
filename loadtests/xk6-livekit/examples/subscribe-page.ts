// Twelve send in three layers; four viewers see pages of four, small, and turn over twice. Run: k6 run examples/subscribe-page.ts
import { check } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(16),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    checks: ['rate==1'],
    'livekit_video_bitrate{role:viewer}': ['min>200'],
  },
};

export function participant() {
  const number = exec.scenario.iterationInTest;
  if (number < 12) {
    const room = enter('example-page', `sender-${String(number).padStart(2, '0')}`, { role: 'sender', subscribe: 'none' });
    room.publishVideo({ simulcast: true, fps: 20 });
    room.hold('30s');
    room.leave();
    return;
  }
  const room = enter('example-page', `viewer-${number}`, { role: 'viewer', subscribe: 'page', pageSize: 4, quality: 'low' });
  for (const page of [0, 1, 2]) {
    room.setSubscription('page', { page });
    room.hold('8s');
    check(room.stats(), { 'four videos on each page': ({ subscribedVideos }) => subscribedVideos === 4 });
  }
  room.leave();
}
