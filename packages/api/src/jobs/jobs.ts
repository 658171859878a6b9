/** The closed list of jobs and what each carries: ids only, so that no personal data rests in the queue. */
import type { QueueName } from '@sabha/db/queues';
import { reminderHours } from '@sabha/domain/incident/clock';
import { z } from 'zod';
import { tellableFields } from '../mail/organiser-mail.ts';

/** `sequence` is the meeting's when the job was made: a later change supersedes it, and a second run finds it mailed. */
const mailToInvitee = z.strictObject({ meetingId: z.uuid(), inviteeId: z.uuid(), sequence: z.int().min(0) });

export const jobs = {
  'mail.invitation': mailToInvitee,
  'mail.meeting_changed': mailToInvitee,
  'mail.meeting_cancelled': mailToInvitee,
  /** What somebody else did to a meeting, as names of fields and counts. */
  'mail.organiser_told': z.strictObject({
    meetingId: z.uuid(),
    by: z.uuid(),
    did: z.enum(['edited', 'cancelled']),
    changed: z.array(z.enum(tellableFields)).max(tellableFields.length),
    invited: z.int().min(0),
    takenOff: z.int().min(0),
    reassigned: z.int().min(0),
  }),
  'mail.incident_due': z.strictObject({ incidentId: z.uuid(), personId: z.uuid(), hours: z.literal(reminderHours) }),
  /** Sealed, for it holds an address and the one-time token, which exists nowhere else in the clear. */
  'mail.sign_in_link': z.strictObject({ sealed: z.string().max(4096) }),
  'attendance.reconcile': z.strictObject({}),
  'clean.expired': z.strictObject({}),
  'residency.watch': z.strictObject({}),
  'residency.receipts': z.strictObject({}),
  'audit.sequence': z.strictObject({}),
  'clock.watch': z.strictObject({}),
  'audit.erase': z.strictObject({}),
  'incident.remind': z.strictObject({}),
} as const satisfies Readonly<Record<QueueName, z.ZodType>>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
