import type { QueueOptions, QueuePolicy } from 'pg-boss';

type QueueSettings = QueueOptions & Readonly<{ policy?: QueuePolicy; notify?: boolean }>;

/** The schema pg-boss keeps its tables in. */
export const JOB_SCHEMA = 'pgboss';

const DAY = 24 * 60 * 60;

/** A relay that is away for a day loses no mail: the wait between tries doubles from 15 s up to an hour. */
const mail: QueueSettings = {
  retryLimit: 30,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 60 * 60,
  expireInSeconds: 120,
  deleteAfterSeconds: DAY,
  notify: true,
};

/** Asked for anew at every turn: a missed or failed run needs no second try, and two never run at once. */
const periodic: QueueSettings = {
  policy: 'exclusive',
  retryLimit: 0,
  expireInSeconds: 60,
  retentionSeconds: 120,
  deleteAfterSeconds: 60,
  notify: true,
};

/** Every queue there is. The owner makes them at migration: portal and worker hold no DDL rights. */
export const queues = {
  'mail.invitation': mail,
  'mail.meeting_changed': mail,
  'mail.meeting_cancelled': mail,
  'mail.organiser_told': mail,
  'mail.incident_due': mail,
  /** Carries a sealed one-time token: worthless after ten minutes, so neither it nor its retries live longer. */
  'mail.sign_in_link': {
    ...mail,
    retryLimit: 6,
    retryDelay: 5,
    retryDelayMax: 120,
    retentionSeconds: 600,
    deleteAfterSeconds: 60,
  },
  'attendance.reconcile': periodic,
  'clean.expired': periodic,
  'residency.watch': periodic,
  'residency.receipts': periodic,
  'audit.sequence': periodic,
  'clock.watch': periodic,
  'audit.erase': periodic,
  'incident.remind': periodic,
} as const satisfies Readonly<Record<string, QueueSettings>>;

export type QueueName = keyof typeof queues;
