/** Made-up promises of a webinar run. Nothing here was measured. */
import type { PromiseResult } from '../report.ts';

type Threshold = Pick<PromiseResult, 'id' | 'sentence' | 'metric' | 'bound' | 'unit'>;
type Figures = readonly [value: number | null, samples: number];

const THRESHOLDS: Readonly<
  Record<string, readonly (readonly [Threshold, well: Figures, badly: Figures, isBrokenThen?: true])[]>
> = {
  Webinar: [
    [
      {
        id: 'join-ok',
        sentence: 'Everybody who opens the link gets in',
        metric: 'rate of livekit_join_ok',
        bound: 'rate == 100',
        unit: '%',
      },
      [100, 200],
      [98.5, 200],
      true,
    ],
    [
      {
        id: 'join-time',
        sentence: 'Getting in takes less than two seconds',
        metric: 'p(95) of livekit_join_duration',
        bound: 'p(95) < 2000',
        unit: 'ms',
      },
      [731.4, 200],
      [1412, 200],
    ],
    [
      {
        id: 'audio-loss',
        sentence: 'Nobody loses the speaker’s sound',
        metric: 'rate of livekit_audio_lost',
        bound: 'rate < 1',
        unit: '%',
      },
      [0.0312, 1_184_203],
      [3.0471, 1_184_203],
      true,
    ],
    [
      {
        id: 'video-delay',
        sentence: 'The picture comes while it is still news',
        metric: 'p(95) of livekit_frame_delay',
        bound: 'p(95) < 400',
        unit: 'ms',
      },
      [97.25, 2_402_118],
      [363.2, 2_402_118],
    ],
    [
      {
        id: 'video-rate',
        sentence: 'Everybody is sent the full picture',
        metric: 'med of livekit_video_kbps',
        bound: 'med > 1200',
        unit: 'kbit/s',
      },
      [1698.4, 29_800],
      [1691.2, 29_800],
    ],
  ],
  'Join storm': [
    [
      {
        id: 'storm-join',
        sentence: 'A hundred people at once get in all the same',
        metric: 'p(99) of livekit_join_duration',
        bound: 'p(99) < 5000',
        unit: 'ms',
      },
      [1918, 100],
      [4123, 100],
    ],
    [
      {
        id: 'storm-portal',
        sentence: 'The portal answers during the storm',
        metric: 'p(95) of http_req_duration',
        bound: 'p(95) < 500',
        unit: 'ms',
      },
      [268, 1_412],
      [301, 1_412],
    ],
  ],
  'Meetings of five': [
    [
      {
        id: 'meeting-audio',
        sentence: 'Small meetings lose no sound',
        metric: 'rate of livekit_audio_lost',
        bound: 'rate < 1',
        unit: '%',
      },
      [0.008, 402_118],
      [0.41, 402_118],
    ],
    [
      {
        id: 'meeting-poll',
        sentence: 'A poll opens for all within a second',
        metric: 'p(95) of poll_opened',
        bound: 'p(95) < 1000',
        unit: 'ms',
      },
      [214.6, 80],
      [null, 0],
      true,
    ],
  ],
};

export function madeUpPromises(isBad: boolean): readonly PromiseResult[] {
  return Object.entries(THRESHOLDS).flatMap(([scenario, thresholds]) =>
    thresholds.map(([threshold, well, badly, isBrokenThen = false]) => {
      const [value, samples] = isBad ? badly : well;
      return { ...threshold, scenario, value, samples, met: !(isBad && isBrokenThen) };
    }),
  );
}
