/** What stands in the trail of somebody at the door, whether they came alone or with others. */
import type { AuditEntry } from '@sabha/domain/audit/events';
import type { ErrorCode } from '@sabha/domain/errors';
import type { ParticipantRole } from '@sabha/domain/meeting/contract';

type About = Readonly<{ meetingId: string; ministryId: string; subjectId?: string }>;
type As = 'member' | 'guest';

export function refusedEntry({ about, as, reason }: Readonly<{ about: About; as: As; reason: ErrorCode }>): AuditEntry {
  return { event: 'door.refused', outcome: 'refused', ...about, detail: { as, reason } };
}

type Accepted = Readonly<{
  subject: About;
  as: As;
  role: ParticipantRole;
  /** They held the place already. */
  again: boolean;
  /** By the rules, and now. */
  isLetIn: boolean;
}>;

export function acceptedEntries({ subject, as, role, again, isLetIn }: Accepted): readonly AuditEntry[] {
  return [
    { event: 'door.requested', outcome: 'ok', ...subject, detail: { as, role, again } },
    ...(isLetIn ? [{ event: 'door.admitted', outcome: 'ok', ...subject, detail: { by: 'rules' } } as const] : []),
  ];
}
