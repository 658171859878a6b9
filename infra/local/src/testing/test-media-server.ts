import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../instance/ports.ts';
import { startInstance } from '../instance/start-instance.ts';
import { testHomePrefix } from './leftovers.ts';

export type TestMediaServer = Readonly<{
  /** ws:// address for clients. */
  url: string;
  apiUrl: string;
  apiKey: string;
  apiSecret: string;
  metricsUrl: string;
  /** Its webhooks go to 127.0.0.1 on this port, path /api/livekit/webhook: listen there. */
  webhookPort: number;
  /** Its log, JSON lines. */
  logFile: string;
  /** As by kill -9; it is started again by itself. */
  kill(): void;
  /** It is there and answers nothing, until it is thawed. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}>;

/** A media server of one's own, beside the run's: for tests that listen to its webhooks, or kill it. */
export async function startTestMediaServer(): Promise<TestMediaServer> {
  const folder = await mkdtemp(join(tmpdir(), testHomePrefix));
  await chmod(folder, 0o711);
  const ports = await freePorts();
  const instance = await startInstance({ home: folder, ports, parts: ['livekit'], durable: false });
  const { env } = instance;
  const signal = (name: NodeJS.Signals) => {
    const { pid } = instance.part('livekit');
    if (pid !== undefined) process.kill(pid, name);
  };
  return {
    url: env.LIVEKIT_URL,
    apiUrl: env.LIVEKIT_API_URL,
    apiKey: env.LIVEKIT_API_KEY,
    apiSecret: env.LIVEKIT_API_SECRET,
    metricsUrl: env.LIVEKIT_METRICS_URL,
    webhookPort: ports.portal,
    kill: () => signal('SIGKILL'),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    logFile: instance.part('livekit').logFile,
    async stop() {
      signal('SIGCONT'); // what is frozen hears no farewell
      await instance.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
