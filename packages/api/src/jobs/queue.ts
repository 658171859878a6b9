import type { Database } from '@sabha/db/connect';
import { jobDatabase } from '@sabha/db/job-transaction';
import { JOB_SCHEMA } from '@sabha/db/queues';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { JobQueue } from '../core/services.ts';
import { jobs } from './jobs.ts';

/** Puts jobs in, runs none: for the portal, the seed, and for handlers that ask for more work. */
export async function openJobQueue(db: Database, log: Logger): Promise<JobQueue & Readonly<{ close(): Promise<void> }>> {
  const boss = new PgBoss({ db: jobDatabase(db), schema: JOB_SCHEMA, migrate: false, supervise: false, schedule: false });
  boss.on('error', (err) => log.error({ err }, 'job queue'));
  await boss.start();
  return {
    async enqueue(tx, job, payload) {
      const id = await boss.send(job, jobs[job].parse(payload), { db: jobDatabase(tx) });
      if (id === null) throw new Error(`the queue ${job} took no job`);
    },
    close: () => boss.stop({ graceful: false }),
  };
}
