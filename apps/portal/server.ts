/** The portal's process: one HTTP server in front of Next.js. It says who asks, packs the answers, and stops cleanly. */
import { createLog } from '@sabha/api/core/log';
import { requirePolicy } from '@sabha/api/residency/require-policy';
import { residencyOptions } from '@sabha/api/residency/settings';
import next from 'next';
import { createServer } from 'node:http';
import { portalEnv } from './src/env.ts';
import { answerPacked } from './src/serve/pack.ts';
import { admitRequest } from './src/serve/admit-request.ts';
import { consoleToLog } from './src/serve/console-to-log.ts';
import { openConnections } from './src/serve/connections.ts';
import { logRequest } from './src/serve/log-request.ts';
import { isJoin, joinAnswer } from './src/serve/join-offer.ts';
import { trustedProxies } from './src/request/client-address.ts';

const env = portalEnv();
const log = createLog({ level: env.LOG_LEVEL, name: 'portal' });
try {
  await requirePolicy({ policy: residencyOptions(env).policy, databaseUrl: env.DATABASE_URL });
} catch (err) {
  log.fatal({ err }, 'portal cannot start: its residency policy is missing, unsigned, changed or an old one');
  process.exit(1);
}
const trusted = trustedProxies(env.TRUSTED_PROXIES);
const isDevelopment = env.NODE_ENV === 'development';
if (!isDevelopment) consoleToLog(log);

const overTls = env.PUBLIC_URL.startsWith('https:');

const app = next({ dev: isDevelopment, dir: import.meta.dirname, hostname: env.HOST, port: env.PORT });
await app.prepare();
const handle = app.getRequestHandler();
const answer = answerPacked(
  (request, response) => void handle(request, response),
  isDevelopment ? null : `${import.meta.dirname}/${env.BUILD_FOLDER}/static`,
);

const server = createServer((request, response) => {
  const admitted = admitRequest(request, response, trusted);
  if (overTls) response.setHeader('strict-transport-security', 'max-age=63072000');
  logRequest(log, admitted, { request, response });
  if (admitted.isRefused) return;
  const join = isJoin(request.url) ? joinAnswer() : undefined;
  if (join) return void join(request, response);
  answer(request, response);
});
if (isDevelopment) {
  const upgrade = app.getUpgradeHandler();
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
}
server.keepAliveTimeout = 65_000; // longer than a load balancer's, so that it is never us who hangs up first
server.headersTimeout = 20_000;
server.requestTimeout = 30_000;

const connections = openConnections(server);
server.on('error', (error: NodeJS.ErrnoException) => {
  const busy = error.code === 'EADDRINUSE';
  log.fatal({ err: error }, busy ? `port ${env.PORT} is taken: stop what uses it, or set PORT` : 'cannot listen');
  process.exit(1);
});
server.listen(env.PORT, env.HOST, () => log.info({ host: env.HOST, port: env.PORT }, 'portal listens'));

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'portal stops');
  await connections.close(1_500);
  // Lives in Next.js's bundles (src/trpc/services.ts), which this file is no part of.
  const close = (globalThis as Record<symbol, unknown>)[Symbol.for('sabha.portal.close')] as (() => Promise<void>) | undefined;
  await Promise.race([Promise.allSettled([close?.(), app.close()]), deadline(1_000)]);
  process.exit(0);
}
const deadline = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught exception');
  process.exit(1);
});
