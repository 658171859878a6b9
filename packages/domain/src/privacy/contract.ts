/** A person's data: what they get of it, and what becomes of it when it is erased. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { emailSchema } from '../organisation/contract.ts';

export const EXPORT_FORMAT = 'sabha.privacy/export/v1';

export const eraseInput = z.strictObject({ ministryId: z.uuid(), email: emailSchema });
export type EraseInput = Readonly<z.infer<typeof eraseInput>>;

/** Everything that is held about somebody, in their own hands. No name, address or code of anybody else is in it. */
export type PersonalExport = Readonly<{
  format: typeof EXPORT_FORMAT;
  madeAt: string;
  person: Readonly<{ id: string; name: string; email: string; since: string }>;
  memberships: readonly Readonly<{
    ministryId: string;
    departmentId: string;
    role: string;
    name: string;
    endedAt: string | null;
  }>[];
  accounts: readonly Readonly<{ provider: string; since: string }>[];
  sessions: readonly Readonly<{ since: string; expiresAt: string }>[];
  organised: readonly Readonly<{ meetingId: string; title: string; startsAt: string }>[];
  invitations: readonly Readonly<{ meetingId: string; name: string; role: string; removedAt: string | null }>[];
  places: readonly Readonly<{ meetingId: string; displayName: string; role: string; requestedAt: string }>[];
  attendance: readonly Readonly<{ meetingId: string; joinedAt: string | null; leftAt: string | null }>[];
  /** The newest of the audit log in which they acted; `isCut`: there are more. */
  entries: Readonly<{
    isCut: boolean;
    list: readonly Readonly<{ index: number | null; at: string; event: string; outcome: string; meetingId: string | null }>[];
  }>;
}>;

/** `person`: whether the person themself was made nameless, or stays because others need them still. */
export type Erased = Readonly<{
  invitations: number;
  places: number;
  memberships: number;
  person: boolean;
  /** Meetings under a legal hold, whose data stay as they are; while there are any, memberships keep the name for them. */
  held: number;
  /** When the last value about them in the audit log is erased. */
  logUntil: string;
}>;
