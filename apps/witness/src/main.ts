/** A witness of audit logs (c2sp.org/tlog-witness): a second memory, with a key of its own. It knows no database and no portal. */
import { witnessEnv } from './env.ts';
import { openRecords } from './records.ts';
import { witnessServer } from './server.ts';
import { createWitness } from './witness.ts';

const env = witnessEnv();
const say = (level: string, msg: string, more: object = {}) =>
  void process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, name: 'witness', msg, ...more })}\n`);
const records = await openRecords(env.WITNESS_FOLDER);
const witness = createWitness({ key: env.WITNESS_KEY, logs: env.WITNESS_LOGS, records, clock: () => new Date() });
const server = witnessServer(witness, (error) => say('error', 'cannot answer', { error: String(error) }));
server.on('error', (error) => {
  say('fatal', 'cannot listen', { error: String(error) });
  process.exit(1);
});
server.listen(env.WITNESS_PORT, env.WITNESS_HOST, () =>
  say('info', 'witness runs', { port: env.WITNESS_PORT, logs: witness.origins }),
);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    say('info', 'witness stops', { signal });
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
