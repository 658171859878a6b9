/** The made-up rest of a sample report: machine, phases, model. Nothing here was measured. */
import type { Phase, Rig, Validation } from '../report.ts';

export const madeUpPhases: readonly Phase[] = [
  {
    scenario: 'Webinar',
    title: 'A hundred people come in',
    about: 'One speaker at 720p with sound; viewers join evenly over a minute, as they do before a lecture.',
    fromSecond: 0,
    toSecond: 60,
  },
  {
    scenario: 'Webinar',
    title: 'They watch',
    about: 'Nobody comes or goes: what a steady audience of a hundred costs.',
    fromSecond: 60,
    toSecond: 130,
  },
  {
    scenario: 'Join storm',
    title: 'Storm: 100 more within 20 s',
    about: 'The link was sent to everybody in the same minute.',
    fromSecond: 130,
    toSecond: 150,
  },
  {
    scenario: 'Webinar',
    title: 'Two hundred watch',
    about: 'The largest audience of this profile, steady.',
    fromSecond: 150,
    toSecond: 210,
  },
  {
    scenario: 'Meetings of five',
    title: 'Sixteen meetings of five',
    about: 'Everybody sends and receives, in simulcast; a poll is opened in each.',
    fromSecond: 210,
    toSecond: 270,
  },
  {
    scenario: 'Webinar',
    title: 'They leave',
    about: 'Whether the platform lets go of what it held.',
    fromSecond: 270,
    toSecond: 300,
  },
];

export const madeUpRig: Rig = {
  cpu: 'AMD EPYC 7B13 (made up)',
  cores: 2,
  memoryBytes: 8_330_000_000,
  kernel: 'Linux 6.12.0-cloud-amd64',
  versions: { k6: '2.2.0', 'livekit-server': '1.13.5', PostgreSQL: '17.6', 'Node.js': '24.21.0', Chromium: '156.0.7204.49' },
  commit: '95edd71+changes',
  settings: {
    'net.core.rmem_default': '4194304',
    'rtc.batch_io': 'off',
    video: '720p, 1.7 Mbit/s, VP8',
    audio: 'Opus, 32 kbit/s',
    'join ramp': '60 s',
  },
  idleShare: { mean: 0.41, least: 0.27 },
  foreignCores: 0.03,
  clockDriftMs: 1.4,
  target: 'https://sabha.localhost:8443',
  generator: 'same machine as the platform',
};

export function madeUpValidation(isHit: boolean): Validation {
  const row = (what: string, unit: string, figures: Omit<Validation['rows'][number], 'what' | 'unit'>) => ({
    what,
    unit,
    ...figures,
  });
  return {
    boundPercent: 15,
    rows: [
      row('Cores of the media server, 150 viewers', 'cores', {
        predicted: 0.402,
        low: 0.36,
        high: 0.45,
        measured: 0.418,
        errorPercent: 3.8,
        met: true,
      }),
      row(
        'Memory of the media server, 150 viewers',
        'bytes',
        isHit
          ? { predicted: 392e6, low: 350e6, high: 430e6, measured: 371e6, errorPercent: 5.7, met: true }
          : { predicted: 392e6, low: 350e6, high: 430e6, measured: 512e6, errorPercent: 23.4, met: false },
      ),
      row('Sent by the media server, 150 viewers', 'kbit/s', {
        predicted: 261_000,
        low: 255_000,
        high: 267_000,
        measured: 259_400,
        errorPercent: 0.6,
        met: true,
      }),
    ],
  };
}
