/**
 * A public webinar on WebRTC.
 *
 * Traffic: one speaker sends 720p of 1.7 Mbit/s and sound; citizens open the link evenly over RAMP seconds, each by the
 * portal's doors (link and name, token) and from an address of their own, and stay until the end.
 * Proves: everybody who opens the link gets in, soon sees a picture, and loses nothing of it.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { enterRoom, speak, stayUntil } from '../lib/livekit.ts';
import { hostPass, joinWebinar } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  {
    id: 'webinar.join',
    sentence: 'Everybody who opens the link gets a token',
    metric: 'sabha_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'webinar.media',
    sentence: 'Everybody with a token gets into the room',
    metric: 'livekit_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: 'webinar.join-time',
    sentence: 'The token is there within a second',
    metric: 'sabha_join_duration',
    bound: 'p(95)<1000',
    unit: 'ms',
  },
  {
    id: 'webinar.first-media',
    sentence: 'Media is there within two seconds',
    metric: 'livekit_first_media_duration',
    bound: 'p(95)<2000',
    unit: 'ms',
  },
  { id: 'webinar.loss', sentence: 'Less than one packet of 200 is lost', metric: 'livekit_loss', bound: 'avg<0.5', unit: '%' },
  {
    id: 'webinar.delay',
    sentence: 'The picture is less than 200 ms old',
    metric: 'livekit_frame_delay{kind:video}',
    bound: 'p(95)<200',
    unit: 'ms',
  },
  {
    id: 'webinar.rate',
    sentence: 'Viewers get the picture whole',
    metric: 'livekit_video_bitrate{role:viewer}',
    bound: 'med>1300',
    unit: 'kbit/s',
  },
  {
    id: 'webinar.silence',
    sentence: 'To nobody nothing comes for a second',
    metric: 'livekit_silence',
    bound: 'count<1',
    unit: '',
    seenBy: 'livekit_loss',
  },
  {
    id: 'webinar.stay',
    sentence: 'Nobody is thrown out',
    metric: 'livekit_disconnects',
    bound: 'count<1',
    unit: '',
    seenBy: 'livekit_join_ok',
  },
] as const;

const [viewers, ramp, hold] = [size('VIEWERS'), size('RAMP'), size('HOLD')];
const whole = `${ramp + hold + 60}s`;

export const options = promising(promises, {
  speaker: { executor: 'per-vu-iterations', vus: stage.webinars.length, iterations: 1, maxDuration: whole, exec: 'speaker' },
  viewer: { executor: 'per-vu-iterations', vus: viewers, iterations: 1, maxDuration: whole, exec: 'viewer', startTime: '1s' },
});
export const handleSummary = concluding(promises);

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (1 + ramp + hold) * 1000 });

export function speaker({ endsAt }: Plan): void {
  const { joinCode } = turn(stage.webinars, exec.scenario.iterationInTest);
  const pass = hostPass(joinCode, stage.officials.scheduler);
  const room = pass && enterRoom(pass, 'speaker', { subscribe: 'none' });
  if (!room) return;
  speak(room);
  stayUntil(room, endsAt + 500); // a moment longer, so that the last of the viewers' figures are of a picture
}

export function viewer({ endsAt }: Plan): void {
  const number = exec.scenario.iterationInTest;
  sleep((ramp * number) / viewers);
  const pass = joinWebinar(turn(stage.webinars, number).joinCode, `Citizen ${number}`);
  const room = pass && enterRoom(pass, 'viewer', { subscribe: 'all' });
  if (room) stayUntil(room, endsAt);
}
