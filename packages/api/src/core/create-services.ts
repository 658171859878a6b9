import { connect } from '@sabha/db/connect';
import { livekitMedia } from '@sabha/media/livekit';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { openJobQueue } from '../jobs/queue.ts';
import { openLiveBus } from '../live/bus.ts';
import { loadPolicy, type PolicySource } from '../residency/load-policy.ts';
import type { Services, Settings } from './services.ts';

export type ServiceOptions = Readonly<{
  databaseUrl: string;
  /** Database connections of this process. */
  pool: number;
  settings: Settings;
  livekit: Readonly<{ apiUrl: string; apiKey: string; apiSecret: string }>;
  residency: PolicySource;
  log: Logger;
}>;

export type RunningServices = Readonly<{ services: Services; close(): Promise<void> }>;

/** All that a process needs, once. `close` ends what others wait on first: subscriptions, then jobs, then the database. */
export async function createServices({ log, settings, ...options }: ServiceOptions): Promise<RunningServices> {
  const residency = await loadPolicy(options.residency);
  const connection = connect(options.databaseUrl, options.pool);
  const { db, sql } = connection;
  const live = openLiveBus(options.databaseUrl);
  const jobs = await openJobQueue(db, log).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const media = livekitMedia({ ...options.livekit, browserUrl: settings.livekitUrl });
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  return {
    services: { db, sql, media, jobs, live, residency, clock: () => new Date(), random, settings, log },
    async close() {
      await live.close();
      await jobs.close();
      await connection.close();
    },
  };
}
