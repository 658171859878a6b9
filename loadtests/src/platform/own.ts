/** A platform of our own: the very one that `npm start` runs, on ports of its own, with nothing of it left afterwards. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../infra/local/src/instance/ports.ts';
import { startInstance, type Instance, type InstanceEvent } from '../../../infra/local/src/instance/start-instance.ts';
import { databaseBytes } from './database-size.ts';
import { guardHome } from './guard.ts';
import { processesOf, type Target } from './target.ts';

export async function startOwn(say: (line: string) => void): Promise<Target> {
  const home = await mkdtemp(join(tmpdir(), 'sabha-loadtest-'));
  const guard = guardHome(home);
  try {
    const instance = await startInstance({
      home,
      ports: await freePorts(),
      durable: true, // as a ministry runs it: a figure without fsync would be nobody's
      logLevel: 'warn',
      on: (event) => sayStep(event, say),
    });
    const target = targetOf(instance);
    return {
      ...target,
      async stop() {
        await target.stop();
        await guard.release();
      },
    };
  } catch (error) {
    await guard.release();
    throw error;
  }
}

/** An instance that runs already, as something to be loaded. Stopping it leaves its home. */
export function targetOf(instance: Instance): Target {
  return {
    origin: instance.env.PUBLIC_URL,
    processes: () => processesOf(instance.parts()),
    versions: Object.fromEntries(instance.parts().map(({ name, version }) => [name, version])),
    settings: { mediaServers: '1', portals: '1', database: 'durable', logLevel: 'warn' },
    identity: instance.env.OIDC_ISSUER,
    databaseBytes: () => databaseBytes(instance.env.DATABASE_URL),
    killMediaNode() {
      const { pid } = instance.part('livekit');
      if (pid === undefined) throw new Error('the media server is not running');
      process.kill(pid, 'SIGKILL'); // its supervisor starts it again
      return Promise.resolve('livekit');
    },
    drainMediaNode: null,
    logs: instance.home.logs,
    stop: () => instance.stop(),
  };
}

function sayStep(event: InstanceEvent, say: (line: string) => void): void {
  if (event.kind === 'done') say(`  ${event.step} is there (${(event.tookMs / 1000).toFixed(1)} s)`);
}
