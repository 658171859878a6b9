// A camera and a shared screen of 1080p from one participant, seen by two. Run: k6 run examples/screen-share.ts
import { check } from 'k6';
import exec from 'k6/execution';
import { enter, participants } from './connection.ts';

export const options = {
  scenarios: participants(3),
  thresholds: {
    livekit_join_ok: ['rate==1'],
    checks: ['rate==1'],
    'livekit_video_bitrate{role:viewer}': ['min>2500'],
  },
};

export function participant() {
  const isPresenter = exec.scenario.iterationInTest === 0;
  const room = enter('example-screen', `participant-${exec.vu.idInTest}`, { role: isPresenter ? 'presenter' : 'viewer' });
  if (isPresenter) {
    room.publishVideo({ width: 640, height: 360, bitrate: 500_000 });
    const screen = room.publishVideo({ source: 'screen_share', width: 1920, height: 1080, fps: 20, bitrate: 2_500_000 });
    room.hold('14s');
    screen.unpublish();
    room.hold('3s');
  } else {
    room.hold('12s');
    check(room.stats(), { 'camera and screen': ({ subscribedVideos }) => subscribedVideos === 2 });
    room.hold('4s');
    check(room.stats(), { 'camera alone': ({ subscribedVideos }) => subscribedVideos === 1 });
  }
  room.leave();
}
