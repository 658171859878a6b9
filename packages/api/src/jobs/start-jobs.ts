import { connect } from '@sabha/db/connect';
import { JOB_SCHEMA } from '@sabha/db/queues';
import { PgBoss } from 'pg-boss';
import { createSequencer, type SequencerParts } from '../audit-log/sequencer.ts';
import type { Services } from '../core/services.ts';
import { createMailTransport, type MailSettings } from '../mail/transport.ts';
import { everySeconds, handlers } from './handlers.ts';
import { type JobName, jobs } from './jobs.ts';
import { type JobRun, jobRun, TryLater } from './run.ts';

export type RunningJobs = Readonly<{
  /** Whether the queue can be reached. */
  isHealthy(): Promise<boolean>;
  /** Lets the jobs that run finish, as far as `graceMs` reaches; what was cut off is tried again. */
  close(graceMs: number): Promise<void>;
}>;

/** Of each kind. */
const MAILS_AT_ONCE = 2;
const PUT_OFF_SECONDS = 3;

/** Runs the closed list of jobs until it is closed. Needs no more rights than the application's role has. */
export async function startJobs(
  options: Readonly<{
    databaseUrl: string;
    services: Services;
    mail: MailSettings;
    receiptSigner: string;
    auditLog: SequencerParts;
  }>,
): Promise<RunningJobs> {
  const { services, receiptSigner } = options;
  const means = { mail: createMailTransport(options.mail), receiptSigner, sequencer: createSequencer(options.auditLog) };
  // Connections of its own for what must not wait: with every mail stuck, the reconciler still puts out who has no right.
  const reserve = connect(options.databaseUrl, 2);
  const servicesOf = (name: JobName): Services => (isPeriodic(name) ? { ...services, db: reserve.db } : services);
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    application_name: 'sabha jobs',
    schema: JOB_SCHEMA,
    max: 4,
    migrate: false,
    schedule: false,
    reindex: false, // the owner's business
    useListenNotify: true,
    maintenanceIntervalSeconds: 300, // a done sign-in job must not lie about for a day
  });
  boss.on('error', (err) => services.log.error({ err }, 'job queue'));
  boss.on('warning', ({ message }) => services.log.warn({ reason: message }, 'job queue'));
  await boss.start();
  for (const name of Object.keys(jobs) as JobName[]) await take(boss, name, (payload, id) => run(name, payload, id));
  const timers = Object.entries(everySeconds).map(([name, seconds]) => askEvery(boss, { name, seconds, services }));

  async function run(name: JobName, payload: unknown, id: string): Promise<void> {
    const began = performance.now();
    const line = () => ({ job: name, requestId: `job-${id}`, ms: Math.round(performance.now() - began) });
    try {
      // Each handler takes what its own job's schema has parsed; the compiler cannot follow that through the name.
      const handler: (payload: never, given: JobRun) => Promise<void> = handlers[name];
      await handler(jobs[name].parse(payload) as never, jobRun(servicesOf(name), means, id));
      services.log.debug(line(), 'job done');
    } catch (error) {
      if (error instanceof TryLater) {
        await boss.send(name, payload as object, { startAfter: PUT_OFF_SECONDS });
        services.log.debug(line(), 'job put off');
        return;
      }
      services.log.error({ ...line(), err: error }, 'job failed');
      throw withoutDetails(name);
    }
  }

  return {
    isHealthy: () =>
      boss.getQueues().then(
        (queues) => queues.length > 0,
        () => false,
      ),
    async close(graceMs) {
      timers.forEach((timer) => clearInterval(timer));
      await boss.stop({ graceful: true, timeout: graceMs });
      means.mail.close();
      await reserve.close();
    },
  };
}

const isPeriodic = (name: JobName): boolean => Object.hasOwn(everySeconds, name);

async function take(boss: PgBoss, name: JobName, work: (payload: unknown, id: string) => Promise<void>): Promise<void> {
  // A new job wakes its worker by NOTIFY; the polls are for retries that have come due, and for when NOTIFY is away.
  const options = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };
  for (let workers = name.startsWith('mail.') ? MAILS_AT_ONCE : 1; workers > 0; workers--) {
    const worker = await boss.work(name, options, async ([job]) => {
      if (!job) return;
      await work(job.data, job.id).finally(() => {
        // Three hundred jobs of one act wake a worker once: after each it has to look for the next by itself.
        boss.notifyWorker(worker);
      });
    });
  }
}

/** The slot of the queue's own clock makes one job of what several workers ask for. */
function askEvery(
  boss: PgBoss,
  { name, seconds, services }: Readonly<{ name: string; seconds: number; services: Services }>,
): NodeJS.Timeout {
  const ask = () =>
    void boss
      .send(name, {}, { singletonSeconds: seconds })
      .catch((error: unknown) => services.log.warn({ err: error, job: name }, 'a periodic job could not be asked for'));
  ask();
  return setInterval(ask, seconds * 1000);
}

/** pg-boss keeps what a handler threw in the job's row: addresses and rows must not get there. */
const withoutDetails = (name: JobName) => new Error(`${name} failed: the log has the cause under the job's id`);
