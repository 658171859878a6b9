/**
 * How much of what. The figures are for two cores that carry the platform and the load together, where 250 viewers of one
 * webinar are the largest clean load: a larger target takes more, by sizes of its own (docs/evaluator-guide.md, several generators).
 */
import type { ScenarioName, Sizes } from './catalog.ts';

export type Step = Readonly<{
  scenario: ScenarioName;
  sizes: Sizes;
  browsers?: number;
  /** Later runs are held to what it cost: it is large enough for that to repeat within a tenth, warm, and nothing runs beside it. */
  isHeld?: true;
}>;
export type Profile = Readonly<{ about: string; steps: readonly Step[] }>;

export const profileNames = ['smoke', 'meeting', 'webinar', 'joinstorm', 'soak', 'national', 'limit'] as const;
export type ProfileName = (typeof profileNames)[number];
export const isProfile = (name: string): name is ProfileName => (profileNames as readonly string[]).includes(name);

const webinar = (VIEWERS: number, browsers: number): Step => ({
  scenario: 'webinar',
  sizes: { VIEWERS, RAMP: Math.ceil(VIEWERS / 15), HOLD: 40, WEBINARS: 1 },
  browsers,
});

// A real browser that sends and one that watches take a third of two cores: they look at the smallest step alone.
const webinars: readonly Step[] = [
  webinar(50, 1),
  ...[100, 150, 200].map((viewers) => ({ ...webinar(viewers, 0), isHeld: true as const })),
];

const meetings: readonly Step[] = [
  { scenario: 'meeting-5', sizes: { ROOMS: 4, RAMP: 4, HOLD: 45 } },
  { scenario: 'meeting-5', sizes: { ROOMS: 7, RAMP: 10, HOLD: 45 } },
  { scenario: 'meeting-5', sizes: { ROOMS: 10, RAMP: 15, HOLD: 45 }, isHeld: true },
  { scenario: 'meeting-30', sizes: { ROOMS: 1, RAMP: 10, HOLD: 45 }, isHeld: true },
  { scenario: 'meeting-30', sizes: { ROOMS: 2, RAMP: 25, HOLD: 45 } },
  { scenario: 'meeting-100', sizes: { ROOMS: 1, RAMP: 40, HOLD: 45 }, isHeld: true },
];

/** Steps of more than one profile. */
const desks: Step = { scenario: 'api', sizes: { RATE: 40, SECONDS: 30 } };
const signIns: Step = { scenario: 'sign-in', sizes: { RATE: 10, SECONDS: 20 } };
const tenOClock: Step = { scenario: 'join-storm', sizes: { PEAK: 200, RAMP: 10, SECONDS: 60, WEBINARS: 40 } };
const fullLobby: Step = { scenario: 'lobby', sizes: { GUESTS: 500, RAMP: 25 } };
const chat: Step = { scenario: 'chat', sizes: { PEOPLE: 30, RATE: 1, HOLD: 20 } };
const strangers: Step = { scenario: 'zoom-bombing', sizes: { GUESSES: 8, KNOCKS: 20, SECONDS: 30 } };

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: {
    about: 'Every door and every kind of meeting once, small: does it work at all? Two minutes.',
    steps: [
      { scenario: 'api', sizes: { RATE: 8, SECONDS: 5 } },
      { scenario: 'sign-in', sizes: { RATE: 2, SECONDS: 4 } },
      { scenario: 'join-storm', sizes: { PEAK: 30, RAMP: 2, SECONDS: 5, WEBINARS: 3 } },
      { scenario: 'lobby', sizes: { GUESTS: 20, RAMP: 2 } },
      { scenario: 'meeting-5', sizes: { ROOMS: 1, RAMP: 1, HOLD: 7 } },
      { scenario: 'webinar', sizes: { VIEWERS: 10, RAMP: 1, HOLD: 9, WEBINARS: 1 }, browsers: 1 },
      { scenario: 'chat', sizes: { PEOPLE: 6, RATE: 1, HOLD: 5 } },
      { scenario: 'zoom-bombing', sizes: { GUESSES: 8, KNOCKS: 10, SECONDS: 5 } },
    ],
  },
  meeting: {
    about: 'Meetings of 5, 30 and 100. Eight minutes.',
    steps: [...meetings, chat, { scenario: 'lobby', sizes: { GUESTS: 200, RAMP: 10 } }],
  },
  webinar: {
    about: 'One speaker and 50, 100, 150 and 200 viewers, with real browsers among them. Six minutes.',
    steps: webinars,
  },
  joinstorm: {
    about: 'All the meetings of the hour begin at once: how many people a second get in? Three minutes.',
    steps: [
      { scenario: 'join-storm', sizes: { PEAK: 100, RAMP: 10, SECONDS: 20, WEBINARS: 40 } },
      tenOClock,
      fullLobby,
      signIns,
      desks,
      strangers,
    ],
  },
  limit: {
    about:
      'A webinar and meetings of five that grow until they break: how much is too much here? It ends in "not met" or "not valid" by design. Six minutes.',
    steps: [
      ...[250, 300, 350].map((viewers) => webinar(viewers, 0)),
      ...[14, 17].map((ROOMS): Step => ({ scenario: 'meeting-5', sizes: { ROOMS, RAMP: ROOMS * 2, HOLD: 30 } })),
    ],
  },
  soak: {
    about: 'A mixed day, shortened to an hour: does anything grow, leak or tire?',
    // Smaller than the five minutes of `national`: in an hour one bad moment of a full machine comes for certain, and voids the run.
    steps: [{ scenario: 'mixed-day', sizes: { MINUTES: 60, WEBINARS: 2, ROOMS: 2, PEAK: 0.6, STAY: 60 }, browsers: 1 }],
  },
  national: {
    about: 'Everything that the plan for a nation is fitted to, and a node that dies. Half an hour.',
    steps: [
      ...[desks, signIns, tenOClock, fullLobby, ...meetings, ...webinars, chat, strangers],
      { scenario: 'reconnect-storm', sizes: { VIEWERS: 60, RAMP: 5, BEFORE: 8, AFTER: 40, WEBINARS: 4 } },
      { scenario: 'drain', sizes: { VIEWERS: 60, RAMP: 5, BEFORE: 8, AFTER: 30, WEBINARS: 4, LATE: 2 } },
      { scenario: 'mixed-day', sizes: { MINUTES: 5, WEBINARS: 2, ROOMS: 3, PEAK: 1, STAY: 60 }, browsers: 1 },
    ],
  },
};

/** Every number that a profile gives to a script. */
export const sizeNames: ReadonlySet<string> = new Set(
  Object.values(profiles).flatMap(({ steps }) => steps.flatMap(({ sizes }) => Object.keys(sizes))),
);
