/**
 * Strangers at the door, while others meet.
 *
 * Traffic: for SECONDS attackers guess codes and passcodes, GUESSES at once, and flood one waiting room with KNOCKS a second,
 * from few addresses; beside them five people hold a meeting, and citizens with a right link come in.
 * Proves: no guess opens a door, the flood is cut off, and neither the five nor those who come notice anything.
 */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Counter, Rate } from 'k6/metrics';
import { enterRoom, sendInLayers, stayUntil } from '../lib/livekit.ts';
import { joinMeeting, mutate, mutateAtOnce } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage, turn } from '../lib/stage.ts';

const promises = [
  {
    id: 'bombing.guess',
    sentence: 'No guess opens a door',
    metric: 'sabha_guess_refused',
    bound: 'rate==1',
    unit: '',
    ofSome: true,
  },
  {
    id: 'bombing.flood',
    sentence: 'Nobody of the flood gets further than the waiting room',
    metric: 'sabha_flood_kept_out',
    bound: 'rate==1',
    unit: '',
    ofSome: true,
  },
  {
    id: 'bombing.cut-off',
    sentence: 'Guessing is cut off',
    metric: 'sabha_guess_cut_off',
    bound: 'count>0',
    unit: '',
    ofSome: true,
  },
  {
    id: 'bombing.join',
    sentence: 'Whoever has the right link gets in meanwhile',
    metric: 'sabha_join_ok',
    bound: 'rate==1',
    unit: '',
  },
  { id: 'bombing.join-time', sentence: 'They wait no second', metric: 'sabha_join_duration', bound: 'p(95)<1000', unit: 'ms' },
  {
    id: 'bombing.delay',
    sentence: 'The meeting beside sees nothing of it',
    metric: 'livekit_frame_delay{kind:video}',
    bound: 'p(95)<200',
    unit: 'ms',
  },
  {
    id: 'bombing.loss',
    sentence: 'The meeting beside loses nothing by it',
    metric: 'livekit_loss',
    bound: 'avg<0.5',
    unit: '%',
  },
] as const;

const [guesses, knocks, duration] = [size('GUESSES'), size('KNOCKS'), size('SECONDS')];
const GATHER_SECONDS = 2;
/** A closed model, because an attacker waits for answers like everybody else; from two addresses, for they own no country's networks. */
const ATTACKERS = 2;
const flow = (name: string) =>
  ({ executor: 'constant-vus', vus: ATTACKERS, startTime: `${GATHER_SECONDS}s`, duration: `${duration}s`, exec: name }) as const;

export const options = promising(promises, {
  participant: { executor: 'per-vu-iterations', vus: 5, iterations: 1, maxDuration: `${duration + 60}s`, exec: 'participant' },
  guesser: flow('guesser'),
  flooder: flow('flooder'),
});
export const handleSummary = concluding(promises);

const guessRefused = new Rate('sabha_guess_refused');
const cutOff = new Counter('sabha_guess_cut_off');
const keptOut = new Rate('sabha_flood_kept_out');

type Plan = Readonly<{ endsAt: number }>;
export const setup = (): Plan => ({ endsAt: Date.now() + (GATHER_SECONDS + duration) * 1000 });

export function participant({ endsAt }: Plan): void {
  const number = exec.scenario.iterationInTest;
  sleep(number < 4 ? 0 : GATHER_SECONDS + 1); // one comes while the doors are beaten on
  const pass = joinMeeting(turn(stage.meetings, 0), `Participant ${number}`);
  const room = pass && enterRoom(pass, 'participant', { subscribe: 'all' });
  if (!room) return;
  sendInLayers(room, { isTalking: true });
  stayUntil(room, endsAt);
}

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const guess = (length: number) => Array.from({ length }, () => SYMBOLS[Math.floor(Math.random() * SYMBOLS.length)]).join('');

/** Half of them know the code, from a photograph of a screen, and guess the passcode. */
export function guesser(): void {
  const tries = Array.from({ length: guesses }, (_, at) => ({
    joinCode: at % 2 === 0 ? turn(stage.lobbies, 0).joinCode : guess(10),
    passcode: guess(9),
    displayName: 'Rahul from the office',
  }));
  for (const answer of mutateAtOnce('join.asGuest', tries)) {
    guessRefused.add(!answer.ok);
    if (!answer.ok && answer.code === 'too_many_attempts') cutOff.add(1);
  }
}

/** They know link and passcode, which somebody has published. */
export function flooder(): void {
  const { joinCode, passcode } = turn(stage.lobbies, 0);
  mutate('join.asGuest', { joinCode, passcode, displayName: `Guest ${exec.scenario.iterationInTest}` });
  keptOut.add(!mutate('room.pass', { joinCode }).ok);
  sleep(ATTACKERS / knocks);
}
