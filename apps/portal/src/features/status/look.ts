import type { ShownStanding } from '@sabha/domain/residency/status-contract';
import type { TagTone } from '../../ui/tag.tsx';

/** In the order of the key. */
export const shownStandings = ['serving', 'full', 'closed', 'unknown', 'no_media'] as const satisfies readonly ShownStanding[];

export const toneOf: Readonly<Record<ShownStanding, TagTone>> = {
  serving: 'good',
  full: 'warn',
  closed: 'bad',
  unknown: 'neutral',
  no_media: 'neutral',
};
