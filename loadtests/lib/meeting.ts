/** A meeting in which everybody sends and sees: the same for 5, 30 and 100, but for how many speak and how many are seen. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { enterRoom, sendInLayers, stayUntil } from './livekit.ts';
import { joinMeeting } from './portal.ts';
import { concluding, promising, type Promised } from './promise.ts';
import { size, stage, turn } from './stage.ts';

export type MeetingShape = Readonly<{
  people: number;
  /** Of them so many have camera and microphone on; the others watch. */
  senders: number;
  /** Of the senders so many talk at once; the microphones of the others are on, and silent. */
  talkers: number;
  /** Everybody sees so many at once. */
  seen: number;
}>;

type Plan = Readonly<{ endsAt: number }>;
type MeetingScenario = Readonly<{
  options: Options;
  handleSummary: ReturnType<typeof concluding>;
  setup(): Plan;
  participant(plan: Plan): void;
}>;

const promisesOf = (id: string): readonly Promised[] => [
  {
    id: `${id}.join`,
    sentence: 'Everybody with link and passcode gets a token',
    metric: 'sabha_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: `${id}.media`,
    sentence: 'Everybody with a token gets into the room',
    metric: 'livekit_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  {
    id: `${id}.join-time`,
    sentence: 'The token is there within a second',
    metric: 'sabha_join_duration',
    bound: 'p(95)<1000',
    unit: 'ms',
  },
  { id: `${id}.loss`, sentence: 'Less than one packet of 200 is lost', metric: 'livekit_loss', bound: 'avg<0.5', unit: '%' },
  {
    id: `${id}.delay`,
    sentence: 'Pictures are less than 200 ms old',
    metric: 'livekit_frame_delay{kind:video}',
    bound: 'p(95)<200',
    unit: 'ms',
  },
  { id: `${id}.seen`, sentence: 'Everybody sees somebody', metric: 'livekit_video_bitrate', bound: 'min>0', unit: 'kbit/s' },
  {
    id: `${id}.silence`,
    sentence: 'To nobody nothing comes for a second',
    metric: 'livekit_silence',
    bound: 'count<1',
    unit: '',
    seenBy: 'livekit_loss',
  },
  {
    id: `${id}.stay`,
    sentence: 'Nobody is thrown out',
    metric: 'livekit_disconnects',
    bound: 'count<1',
    unit: '',
    seenBy: 'livekit_join_ok',
  },
];

/** @param id of its promises: `meeting-5` */
export function meetingScenario(id: string, { people, senders, talkers, seen }: MeetingShape): MeetingScenario {
  const [rooms, ramp, hold] = [size('ROOMS'), size('RAMP'), size('HOLD')];
  const promises = promisesOf(id);
  // As a browser asks that shows nine small tiles, or four large ones.
  const quality = seen > 4 ? 'low' : 'high';
  const vus = rooms * people;
  const maxDuration = `${ramp + hold + 60}s`;
  return {
    options: promising(promises, {
      participant: { executor: 'per-vu-iterations', vus, iterations: 1, maxDuration, exec: 'participant' },
    }),
    handleSummary: concluding(promises),
    setup: () => ({ endsAt: Date.now() + (ramp + hold) * 1000 }),
    participant({ endsAt }) {
      const number = exec.scenario.iterationInTest;
      sleep((ramp * number) / vus);
      const pass = joinMeeting(turn(stage.meetings, number), `Participant ${number}`);
      const place = Math.floor(number / rooms);
      const room =
        pass && enterRoom(pass, place < senders ? 'participant' : 'listener', { subscribe: 'page', pageSize: seen, quality });
      if (!room) return;
      if (place < senders) sendInLayers(room, { isTalking: place < talkers });
      stayUntil(room, endsAt);
    },
  };
}
