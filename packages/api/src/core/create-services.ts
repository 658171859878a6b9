import { connect } from '@sabha/db/connect';
import { siteOf } from '@sabha/domain/residency/place';
import type { Policy } from '@sabha/domain/residency/policy';
import { livekitMedia } from '@sabha/media/livekit';
import type { NodeSettings } from '@sabha/media/settings';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { openJobQueue } from '../jobs/queue.ts';
import { openLiveBus } from '../live/bus.ts';
import { adoptPolicy } from '../residency/adopt-policy.ts';
import { countryDatabases } from '../residency/country-databases.ts';
import { loadPolicy } from '../residency/load-policy.ts';
import { requireInside } from '../residency/require-inside.ts';
import type { ResidencyOptions } from '../residency/settings.ts';
import { readStatusFacts, statusBoard } from '../status/board.ts';
import { openingOnce } from '../residency/opening-once.ts';
import { systemContext } from './context.ts';
import type { Services, Settings } from './services.ts';

export type ServiceOptions = Readonly<{
  databaseUrl: string;
  /** Database connections of this process. */
  pool: number;
  settings: Settings;
  livekit: Readonly<{ apiUrl: string; apiKey: string; apiSecret: string }>;
  residency: ResidencyOptions;
  log: Logger;
}>;

export type RunningServices = Readonly<{ services: Services; close(): Promise<void> }>;

/**
 * All that a process needs, once. `close` ends what others wait on first: subscriptions, then jobs, then the database.
 * @throws Error when the residency policy is not whole, not signed, or older than the one that was in force; and when browsers would
 * be sent outside it
 */
export async function createServices({ log, settings, ...options }: ServiceOptions): Promise<RunningServices> {
  const residency = await loadPolicy(options.residency.policy);
  requireInside(residency.policy, settings.livekitUrl);
  const connection = connect(options.databaseUrl, options.pool);
  const { db } = connection;
  const live = openLiveBus(options.databaseUrl);
  const nodes = withRegion(options.residency.nodes, residency.policy);
  const media = openingOnce(livekitMedia({ ...options.livekit, browserUrl: settings.livekitUrl, nodes }), () =>
    performance.now(),
  );
  const opened: (() => Promise<void>)[] = [() => connection.close(), () => live.close(), () => media.close()];
  const close = async () => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    const jobs = await openJobQueue(db, log);
    opened.splice(1, 0, () => jobs.close());
    const countries = countryDatabases((err) => log.error({ err, code: 'residency.country_database' }, 'cannot be read'));
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
    const clock = () => new Date();
    const status = statusBoard((now) => readStatusFacts(db, now));
    const services: Services = { db, media, residency, countries, status, jobs, live, clock, random, settings, log };
    await adoptPolicy(systemContext(services, 'start', 'start'));
    return { services, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server alone is in no other region than its site: there is nothing that could be sent there. */
function withRegion(nodes: NodeSettings, policy: Policy): NodeSettings {
  if ('redisUrl' in nodes || nodes.region !== null) return nodes;
  return { ...nodes, region: siteOf(policy, nodes.addresses[0] ?? '')?.site.region ?? null };
}
