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
  /** Needs the local identity provider. */
  signsIn?: true;
}>;

const meetingOf =
  (people: number, senders: number) =>
  ({ ROOMS = 1 }: Sizes): Crowd => ({ participants: ROOMS * people, publishers: ROOMS * senders, rooms: ROOMS });
const severalWebinars = ({ WEBINARS = 2 }: Sizes) => ({ webinars: WEBINARS });
const afterAllCame = ({ RAMP = 0, BEFORE = 10 }: Sizes) => RAMP + BEFORE;
const rooms = ({ ROOMS = 1 }: Sizes) => ({ meetings: ROOMS });

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  api: { needs: () => ({}) },
  'sign-in': { needs: () => ({}), signsIn: true },
  'join-storm': {
    needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }),
    crowd: () => ({ participants: 0, publishers: 0, rooms: 0 }),
  },
  lobby: { needs: () => ({ lobbies: 1 }) },
  'meeting-5': { needs: rooms, crowd: meetingOf(5, 5) },
  'meeting-30': { needs: rooms, crowd: meetingOf(30, 12) },
  'meeting-100': { needs: rooms, crowd: meetingOf(100, 12) },
  webinar: {
    needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }),
    crowd: ({ VIEWERS = 0, WEBINARS = 1 }) => ({ participants: VIEWERS + WEBINARS, publishers: WEBINARS, rooms: WEBINARS }),
  },
  chat: { needs: () => ({ meetings: 1 }) },
  'zoom-bombing': { needs: () => ({ meetings: 1, lobbies: 1 }) },
  'reconnect-storm': { needs: severalWebinars, ends: { by: 'killMediaNode', at: afterAllCame } },
  drain: { needs: severalWebinars, ends: { by: 'drainMediaNode', at: afterAllCame } },
  'mixed-day': { needs: ({ WEBINARS = 1, ROOMS = 1 }) => ({ webinars: WEBINARS, meetings: ROOMS }) },
};

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
