/** Made-up advice, in the shape of what the capacity model says of a run. Nothing here may be bought by. */
import type { Advice } from '../advice/advice.ts';

const spread = (low: number, expected: number, high: number) => ({ low, expected, high });

/** @param isWithheld of the run's webinar and storm, because no phase of theirs was clean */
export function madeUpAdvice(isWithheld: boolean): Advice {
  const why = 'No run of it was clean: its figures would be too low (made up).';
  const withheld = [
    { scenario: 'webinar', why },
    { scenario: 'join-storm', why },
  ];
  return isWithheld
    ? { ...advice, media: advice.media.filter(({ scenario }) => scenario !== 'webinar'), joins: null, withheld }
    : advice;
}

const advice: Advice = {
  prices: { date: '2026-11-27', source: 'made up; replace by your rate contract (GeM, NIC, State Data Centre)' },
  mediaBasis: {
    cleanRuns: 7,
    ownRuns: 3,
    rigCores: 2,
    rigProcessors: ['AMD EPYC 7B13 (made up)'],
    server: { cores: 16, memoryGigabytes: 32, gigabitsPerSecond: 10 },
    scaleUp: spread(1, 1.811, 4.912),
    scaleUpSource: 'published: https://docs.livekit.io/transport/self-hosting/benchmark.md (an older version of the server)',
    usableShare: 0.7,
    serversOfCluster: 20,
  },
  media: [
    {
      scenario: 'webinar',
      measured: { participants: 201, publishers: 1, rooms: 1 },
      notCleanAt: 301,
      largestRoom: spread(940, 2965, 4052),
      audiences: [
        {
          people: 100,
          servers: spread(1, 1, 1),
          serversWithSpare: spread(2, 2, 2),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(0.212, 0.4586, 1.446),
          memoryBytes: spread(71.1e6, 190e6, 309e6),
          bitsPerSecond: 173e6,
          rupees: spread(39_500, 66_400, 125_000),
        },
        {
          people: 1000,
          servers: spread(1, 1, 2),
          serversWithSpare: spread(2, 2, 3),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(2.12, 4.586, 14.46),
          memoryBytes: spread(711e6, 1.9e9, 3.09e9),
          bitsPerSecond: 1.73e9,
          rupees: spread(70_500, 160_000, 480_000),
        },
        {
          people: 10000,
          servers: spread(3, 5, 13),
          serversWithSpare: spread(4, 6, 14),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(21.2, 45.86, 144.6),
          memoryBytes: spread(7.11e9, 19e9, 30.9e9),
          bitsPerSecond: 17.3e9,
          rupees: spread(417_000, 1.2e6, 4.08e6),
        },
      ],
    },
    {
      scenario: 'meeting-5',
      measured: { participants: 50, publishers: 50, rooms: 10 },
      notCleanAt: null,
      largestRoom: null,
      audiences: [
        {
          people: 100,
          servers: spread(1, 1, 1),
          serversWithSpare: spread(2, 2, 2),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(0.7974, 1.736, 5.498),
          memoryBytes: spread(147e6, 429e6, 712e6),
          bitsPerSecond: 322e6,
          rupees: spread(42_400, 75_300, 154_000),
        },
        {
          people: 1000,
          servers: spread(1, 2, 5),
          serversWithSpare: spread(2, 3, 6),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(7.974, 17.36, 54.98),
          memoryBytes: spread(1.47e9, 4.29e9, 7.12e9),
          bitsPerSecond: 3.22e9,
          rupees: spread(100_000, 277_000, 913_000),
        },
        {
          people: 10000,
          servers: spread(8, 16, 50),
          serversWithSpare: spread(9, 17, 51),
          clusters: 1,
          boundBy: 'processors',
          busyCores: spread(79.74, 173.6, 549.8),
          memoryBytes: spread(14.7e9, 42.9e9, 71.2e9),
          bitsPerSecond: 32.2e9,
          rupees: spread(805_000, 2.41e6, 8.73e6),
        },
      ],
    },
  ],
  joins: {
    storms: 2,
    measuredJoinsPerSecond: 25,
    coresOfPortal: 16,
    withinSeconds: 60,
    audiences: [
      {
        people: 100,
        joinsPerSecond: 1.667,
        portalCores: spread(1, 1, 1),
        portals: spread(1, 1, 1),
        databaseCores: spread(1, 1, 1),
        rupees: spread(18_000, 28_000, 45_000),
      },
      {
        people: 1000,
        joinsPerSecond: 16.67,
        portalCores: spread(1, 1, 1),
        portals: spread(1, 1, 1),
        databaseCores: spread(1, 1, 1),
        rupees: spread(18_000, 28_000, 45_000),
      },
      {
        people: 10000,
        joinsPerSecond: 166.7,
        portalCores: spread(5, 5, 6),
        portals: spread(1, 1, 1),
        databaseCores: spread(1, 1, 1),
        rupees: spread(18_000, 28_000, 45_000),
      },
    ],
  },
  withheld: [],
};
