/** One set of services per process, although Next.js bundles pages and routes apart: hence on globalThis. */
import { createLog } from '@sabha/api/core/log';
import { createServices, type RunningServices } from '@sabha/api/core/create-services';
import type { Services } from '@sabha/api/core/services';
import { residencyOptions } from '@sabha/api/residency/settings';
import type { Logger } from 'pino';
import { portalEnv } from '../env.ts';

type Held = { running?: Promise<RunningServices> };
const KEY = Symbol.for('sabha.portal.services');
const shared = globalThis as Partial<Record<symbol, Held>>;
const held = (shared[KEY] ??= {});

export async function portalServices(): Promise<Services> {
  held.running ??= start();
  try {
    return (await held.running).services;
  } catch (error) {
    delete held.running; // the database was away: the next request tries anew
    throw error;
  }
}

/** Ends subscriptions and connections. Called by server.ts, which is no part of any bundle, through globalThis. */
export async function closePortalServices(): Promise<void> {
  const { running } = held;
  delete held.running;
  await (await running)?.close();
}
(globalThis as Record<symbol, unknown>)[Symbol.for('sabha.portal.close')] = closePortalServices;

type Logging = { log?: Logger };
const logging = ((globalThis as Partial<Record<symbol, Logging>>)[Symbol.for('sabha.portal.log')] ??= {});

/** The log, there even when nothing else is. */
export function portalLog(): Logger {
  return (logging.log ??= createLog({ level: portalEnv().LOG_LEVEL, name: 'portal' }));
}

function start(): Promise<RunningServices> {
  const env = portalEnv();
  return createServices({
    databaseUrl: env.DATABASE_URL,
    pool: env.DATABASE_POOL,
    settings: {
      publicUrl: env.PUBLIC_URL,
      sealKey: env.SABHA_SEAL_KEY,
      previousSealKeys: env.SABHA_PREVIOUS_SEAL_KEYS,
      livekitUrl: env.LIVEKIT_URL,
      receiptVerifier: env.SABHA_RECEIPT_VERIFIER,
      previousReceiptVerifiers: env.SABHA_PREVIOUS_RECEIPT_VERIFIERS,
      auditVerifiers: [env.SABHA_AUDIT_VERIFIER, ...env.SABHA_PREVIOUS_AUDIT_VERIFIERS],
    },
    livekit: { apiUrl: env.LIVEKIT_API_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET },
    residency: residencyOptions(env),
    log: portalLog(),
  });
}
