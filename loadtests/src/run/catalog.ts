/** Every scenario, with what it needs of the stage. What it proves stands on top of its file, and is read from there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Crowd } from '../report/measure.ts';
import type { StageNeeds } from '../stage/stage-file.ts';

export const scenarioNames = [
  'api',
  'sign-in',
  'join-storm',
  'lobby',
  'meeting-5',
  'meeting-30',
  'meeting-100',
  'webinar',
  'chat',
  'zoom-bombing',
  'reconnect-storm',
  'drain',
  'mixed-day',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Numbers that a profile gives to a scenario's script. */
export type Sizes = Readonly<Record<string, number>>;

export type Scenario = Readonly<{
  needs(sizes: Sizes): StageNeeds;
  /** Who is in the rooms, for the capacity model; absent where a run of it is no input of the model. */
  crowd?(sizes: Sizes): Crowd;
  /** A media server ends meanwhile: how, and how many seconds after the start of k6. */
  ends?: Readonly<{ by: 'killMediaNode' | 'drainMediaNode'; at(sizes: Sizes): number }>;
  /** Shares of the time in which as many come as go, where a run may be long enough to tell whether memory grows. */
  plateau?: readonly [from: number, to: number];
  /** Needs the local identity provider. */
  signsIn?: true;
}>;

type Shape = Readonly<{ people: number; senders: number; seen: number }>;
const meetingOf =
  ({ people, senders, seen }: Shape) =>
  ({ ROOMS = 1 }: Sizes): Crowd => {
    const streamsTo = (others: number) => Math.min(seen, others) + others; // pictures, and the sound of all
    const streams = senders * streamsTo(senders - 1) + (people - senders) * streamsTo(senders);
    return { participants: ROOMS * people, publishers: ROOMS * senders, rooms: ROOMS, streamsOut: ROOMS * streams };
  };
const severalWebinars = ({ WEBINARS = 2 }: Sizes) => ({ webinars: WEBINARS });
const afterAllCame = ({ RAMP = 0, BEFORE = 10 }: Sizes) => RAMP + BEFORE;
const rooms = ({ ROOMS = 1 }: Sizes) => ({ meetings: ROOMS });

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  api: { needs: () => ({}) },
  'sign-in': { needs: () => ({}), signsIn: true },
  'join-storm': {
    needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }),
    crowd: () => ({ participants: 0, publishers: 0, rooms: 0, streamsOut: 0 }),
  },
  lobby: { needs: () => ({ lobbies: 1 }) },
  'meeting-5': { needs: rooms, crowd: meetingOf({ people: 5, senders: 5, seen: 4 }) },
  'meeting-30': { needs: rooms, crowd: meetingOf({ people: 30, senders: 12, seen: 9 }) },
  'meeting-100': { needs: rooms, crowd: meetingOf({ people: 100, senders: 12, seen: 9 }) },
  webinar: {
    needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }),
    crowd: ({ VIEWERS = 0, WEBINARS = 1 }) => {
      return { participants: VIEWERS + WEBINARS, publishers: WEBINARS, rooms: WEBINARS, streamsOut: VIEWERS * 2 };
    },
  },
  chat: { needs: () => ({ meetings: 1 }) },
  'zoom-bombing': { needs: () => ({ meetings: 1, lobbies: 1 }) },
  'reconnect-storm': { needs: severalWebinars, ends: { by: 'killMediaNode', at: afterAllCame } },
  drain: { needs: severalWebinars, ends: { by: 'drainMediaNode', at: afterAllCame } },
  'mixed-day': {
    needs: ({ WEBINARS = 1, ROOMS = 1 }) => ({ webinars: WEBINARS, meetings: ROOMS }),
    plateau: [0.36, 0.66],
  },
};

/** Seconds within which a scenario ends. Everything that a script waits for is in its sizes; the rest is patience. */
export const longestOf = ({ RAMP = 0, HOLD = 0, SECONDS = 0, BEFORE = 0, AFTER = 0, MINUTES = 0 }: Sizes): number =>
  180 + RAMP + HOLD + SECONDS + BEFORE + AFTER + MINUTES * 60;

/** What a scenario's script is given: `STAGE` is a file, sizes are numbers. */
export const scriptEnv = (stageFile: string, sizes: Sizes): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(sizes).map(([key, value]) => [key, String(value)])),
  STAGE: stageFile,
});

export type About = Readonly<{ title: string; about: string }>;

/** The comment on top of a scenario: its first line, and what follows. @throws Error where there is none */
export function aboutOf(name: ScenarioName): About {
  const text = readFileSync(fileURLToPath(new URL(`../../scenarios/${name}.ts`, import.meta.url)), 'utf8');
  const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(text)?.[1];
  const [title = '', ...rest] = (comment ?? '').split('\n').map((line) => line.replace(/^ \* ?/, '').trim());
  const about = rest.join(' ').trim();
  if (title === '' || !/Traffic:/.test(about) || !/Proves:/.test(about))
    throw new Error(`scenarios/${name}.ts does not say on top what its traffic is and what it proves`);
  return { title: title.replace(/\.$/, ''), about };
}
