import type { IncidentState } from '@sabha/domain/incident/clock';
import type { TagTone } from '../../ui/tag.tsx';

export const stateTones: Readonly<Record<IncidentState, TagTone>> = {
  open: 'bad',
  partly_reported: 'warn',
  reported: 'good',
  closed: 'neutral',
};
