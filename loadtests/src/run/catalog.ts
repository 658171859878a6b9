/** Every scenario, with what it needs of the stage. What it proves stands on top of its file, and is read from there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
  'mixed-day',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Numbers that a profile gives to a scenario's script. */
export type Sizes = Readonly<Record<string, number>>;

export type Scenario = Readonly<{
  needs(sizes: Sizes): StageNeeds;
  /** What the capacity model calls it; null where a run of it is no input of the model. */
  measures: ScenarioName | null;
  /** Seconds after the start of k6 at which a media server is killed. */
  killsAt?(sizes: Sizes): number;
  /** Needs the local identity provider. */
  signsIn?: true;
}>;

const rooms = ({ ROOMS = 1 }: Sizes) => ({ meetings: ROOMS });

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  api: { needs: () => ({}), measures: null },
  'sign-in': { needs: () => ({}), measures: null, signsIn: true },
  'join-storm': { needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }), measures: 'join-storm' },
  lobby: { needs: () => ({ lobbies: 1 }), measures: null },
  'meeting-5': { needs: rooms, measures: 'meeting-5' },
  'meeting-30': { needs: rooms, measures: 'meeting-30' },
  'meeting-100': { needs: rooms, measures: 'meeting-100' },
  webinar: { needs: ({ WEBINARS = 1 }) => ({ webinars: WEBINARS }), measures: 'webinar' },
  chat: { needs: () => ({ meetings: 1 }), measures: null },
  'zoom-bombing': { needs: () => ({ meetings: 1, lobbies: 1 }), measures: null },
  'reconnect-storm': { needs: () => ({ webinars: 2 }), measures: null, killsAt: ({ RAMP = 0, BEFORE = 10 }) => RAMP + BEFORE },
  'mixed-day': { needs: ({ WEBINARS = 1, ROOMS = 1 }) => ({ webinars: WEBINARS, meetings: ROOMS }), measures: null },
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
