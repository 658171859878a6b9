/** What an administrator looks for in the audit log of their ministry. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { type AuditEvent, auditEvents } from './events.ts';

export const auditOutcomes = ['ok', 'refused'] as const;

const eventNames = Object.keys(auditEvents) as [AuditEvent, ...AuditEvent[]];

export const auditFilterSchema = z.strictObject({
  ministryId: z.uuid(),
  /** From then on. */
  from: z.iso.datetime().optional(),
  /** Before then. */
  to: z.iso.datetime().optional(),
  /** The id of whoever acted: a person's, a participant's or a part's of the system. */
  actor: z
    .string()
    .regex(/^[0-9a-z-]{1,64}$/)
    .optional(),
  meetingId: z.uuid().optional(),
  event: z.enum(eventNames).optional(),
  outcome: z.enum(auditOutcomes).optional(),
});
export type AuditFilter = Readonly<z.infer<typeof auditFilterSchema>>;
