import { eraseOldValues } from '../audit-log/retention.ts';
import { watchClock } from '../clock/watch-clock.ts';
import { remindOfIncidents } from '../incident/remind.ts';
import { makeReceipts } from '../receipt/make.ts';
import { watchNodes } from '../residency/watch-nodes.ts';
import { settleRouteAlarms } from '../route/settle-alarms.ts';
import { reconcileAttendance } from '../webhook/reconcile.ts';
import { cleanExpired } from './clean-expired.ts';
import type { JobName } from './jobs.ts';
import { mailIncidentDue } from './mail-incident-due.ts';
import { mailInvitee } from './mail-invitee.ts';
import { mailOrganiser } from './mail-organiser.ts';
import { mailSignInLink } from './mail-sign-in-link.ts';
import type { Handler } from './run.ts';

/** Total: a job without a handler does not compile. */
export const handlers: { readonly [N in JobName]: Handler<N> } = {
  'mail.invitation': mailInvitee,
  'mail.meeting_changed': mailInvitee,
  'mail.meeting_cancelled': mailInvitee,
  'mail.organiser_told': mailOrganiser,
  'mail.incident_due': mailIncidentDue,
  'mail.sign_in_link': mailSignInLink,
  'attendance.reconcile': (_, { context }) => reconcileAttendance(context),
  'clean.expired': cleanExpired,
  'residency.watch': (_, { context }) => watchNodes(context),
  async 'residency.receipts'(_, { context, receiptSigner }) {
    await settleRouteAlarms(context);
    await makeReceipts(context, receiptSigner);
  },
  'audit.sequence': (_, { context, sequencer }) => sequencer.run(context),
  'audit.erase': (_, { context }) => eraseOldValues(context),
  'clock.watch': (_, { context }) => watchClock(context),
  'incident.remind': (_, { context }) => remindOfIncidents(context),
};

/** What nobody asks for: every so many seconds, by one worker of all that run. */
export const everySeconds = {
  'attendance.reconcile': 10,
  'clean.expired': 600,
  'residency.watch': 5,
  'residency.receipts': 15,
  'audit.sequence': 2,
  'audit.erase': 3_600,
  'clock.watch': 60,
  'incident.remind': 60,
} as const satisfies Partial<Record<JobName, number>>;
