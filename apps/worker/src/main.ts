/** Runs the jobs of packages/api until it is told to stop, and says on WORKER_PORT whether it is well. */
import { fileMemory } from '@sabha/api/audit-log/memory';
import { openSigner } from '@sabha/api/audit-log/signer';
import { siemDestinations } from '@sabha/api/audit-log/stream/settings';
import { startStream } from '@sabha/api/audit-log/stream/stream';
import { createServices } from '@sabha/api/core/create-services';
import { createLog } from '@sabha/api/core/log';
import { startJobs } from '@sabha/api/jobs/start-jobs';
import { residencyOptions } from '@sabha/api/residency/settings';
import { followServerLog } from '@sabha/api/route/server-log';
import { createServer } from 'node:http';
import { workerEnv } from './env.ts';

const env = workerEnv();
const log = createLog({ level: env.LOG_LEVEL, name: 'worker' });
const auditSigner = openSigner(env.SABHA_AUDIT_SIGNER, env.SABHA_AUDIT_VERIFIER);
const { services, close } = await createServices({
  databaseUrl: env.DATABASE_URL,
  pool: 5,
  settings: {
    publicUrl: env.PUBLIC_URL,
    sealKey: env.SABHA_SEAL_KEY,
    previousSealKeys: env.SABHA_PREVIOUS_SEAL_KEYS,
    livekitUrl: env.LIVEKIT_URL,
    receiptVerifier: env.SABHA_RECEIPT_VERIFIER,
    previousReceiptVerifiers: env.SABHA_PREVIOUS_RECEIPT_VERIFIERS,
    auditVerifiers: [auditSigner.verifier, ...env.SABHA_PREVIOUS_AUDIT_VERIFIERS],
  },
  livekit: { apiUrl: env.LIVEKIT_API_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET },
  residency: residencyOptions(env),
  log,
}).catch((err: unknown) => {
  log.fatal({ err }, 'worker cannot start');
  process.exit(1);
});
const receivers = await siemDestinations(env, { policy: services.residency.policy, publicUrl: env.PUBLIC_URL }).catch(
  (err: unknown) => {
    log.fatal({ err }, 'worker cannot start');
    process.exit(1);
  },
);
const running = await startJobs({
  databaseUrl: env.DATABASE_URL,
  services,
  mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
  receiptSigner: env.SABHA_RECEIPT_SIGNER,
  auditLog: {
    signer: auditSigner,
    previous: env.SABHA_PREVIOUS_AUDIT_VERIFIERS,
    memory: fileMemory(env.SABHA_AUDIT_MEMORY),
    witnesses: env.SABHA_AUDIT_WITNESSES,
  },
});

const serverLog = env.LIVEKIT_LOG_FILE === undefined ? null : followServerLog(services, env.LIVEKIT_LOG_FILE);
if (serverLog === null) log.warn("LIVEKIT_LOG_FILE is not set: the media server's own view of routes is missing");

const streams = receivers.map((receiver) => startStream(services, receiver));
if (streams.length > 0) log.info({ streams: receivers.map(({ name }) => name) }, 'the audit log is sent to receivers');

const health = createServer((request, response) => {
  if (request.url !== '/healthz') return void response.writeHead(404).end();
  void running.isHealthy().then((isHealthy) => {
    response.writeHead(isHealthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ status: isHealthy ? 'ok' : 'down' }));
  });
});
health.on('error', (error: NodeJS.ErrnoException) => {
  const busy = error.code === 'EADDRINUSE';
  log.fatal({ err: error }, busy ? `port ${env.WORKER_PORT} is taken: stop what uses it, or set WORKER_PORT` : 'cannot listen');
  process.exit(1);
});
health.listen(env.WORKER_PORT, env.WORKER_HOST, () => log.info({ port: env.WORKER_PORT }, 'worker runs'));

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'worker stops');
  health.close();
  health.closeAllConnections();
  await Promise.all([running.close(1_500), serverLog?.close(), ...streams.map((stream) => stream.close())]);
  await close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
