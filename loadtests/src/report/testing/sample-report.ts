/**
 * Made-up reports for tests and pictures of the report itself. No figure here was measured, and none may be quoted.
 */
import type { Doubt, Outcome, Report } from '../report.ts';
import { madeUpBaseline, madeUpCosts } from './sample-costs.ts';
import { seeded } from './random-walk.ts';
import { madeUpSeries, SECONDS, type Mood } from './sample-series.ts';
import { madeUpPromises } from './sample-promises.ts';
import { madeUpAdvice } from './sample-advice.ts';
import { madeUpPhases, madeUpRig, madeUpValidation } from './sample-parts.ts';

const MOODS: Readonly<Record<Outcome, Mood>> = {
  met: { loss: 0.12, delay: 26, generator: 0.66 },
  'not met': { loss: 15, delay: 120, generator: 0.7 },
  'not valid': { loss: 1.1, delay: 75, generator: 1.24 },
};

/** A run that was met; one that lost 3 % of the sound; one whose generator was the bottleneck. All made up. */
export function madeUpReport(outcome: Outcome): Report {
  const chance = seeded(11);
  const spread = (base: number, width: number, count: number) =>
    Array.from({ length: count }, () => Math.round(base + chance() ** 2 * width));
  const idle = {
    met: { mean: 0.41, least: 0.27 },
    'not met': { mean: 0.36, least: 0.19 },
    'not valid': { mean: 0.11, least: 0.01 },
  }[outcome];
  return {
    schema: 1,
    runId: `made-up-${outcome.replace(' ', '-')}`,
    profile: 'webinar',
    startedAt: '2026-11-27T01:50:00.000Z',
    seconds: SECONDS,
    outcome,
    doubts: outcome === 'not valid' ? DOUBTS : [],
    promises: madeUpPromises(outcome === 'not met'),
    phases: madeUpPhases,
    series: madeUpSeries(MOODS[outcome]),
    rig: { ...madeUpRig, idleShare: idle, foreignCores: outcome === 'not valid' ? 0.62 : 0.03 },
    browsers: {
      browsers: 4,
      firstFrameMs: spread(420, 700, 24),
      freezesPerMinute: outcome === 'met' ? 0.1 : 2.4,
      audioGapsPerMinute: outcome === 'met' ? 0.2 : 6.1,
      synthetic: { firstMediaMs: spread(300, 600, 90), freezesPerMinute: outcome === 'met' ? 0.12 : 2.1 },
    },
    measurements: [],
    costs: madeUpCosts,
    validation: madeUpValidation(outcome === 'met'),
    advice: madeUpAdvice(outcome === 'not valid'),
    baseline: outcome === 'not valid' ? null : madeUpBaseline(outcome === 'met'),
    limits: [
      'Load and platform shared one machine: what a network between them would add was not measured.',
      'Synthetic participants decode nothing. That a picture is shown is proved by the four real browsers only.',
      '200 people is what this machine carries. 1,00,000 is arithmetic from it (docs/capacity.md), not a measurement.',
      'Mobile devices, and networks that lose packets before they reach the platform, took no part.',
    ],
  };
}

const DOUBTS: readonly Doubt[] = [
  {
    kind: 'generator saturated',
    phase: 'Storm: 100 more within 20 s',
    sentence: 'The generator used 1.24 of 2 cores and left 1 % of the machine idle for 12 s: the delays may be its own.',
  },
  {
    kind: 'foreign load',
    phase: null,
    sentence: 'Programs that are not of this run used 0.62 cores in the mean; at most 0.2 is allowed.',
  },
];
