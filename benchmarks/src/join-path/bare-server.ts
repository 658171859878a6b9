import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Instance } from '../../../infra/local/src/instance/start-instance.ts';
import type { Target } from './http-connection.ts';

const program = new URL('bare-route.ts', import.meta.url).pathname;

export type BareServer = Readonly<{ target: Target; stop(): void }>;

export async function startBareServer(
  { env }: Instance,
  { core, port }: Readonly<{ core: number; port: number }>,
): Promise<BareServer> {
  const secrets = [env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET];
  const child = spawn('taskset', ['-c', String(core), process.execPath, program, String(port), ...secrets], {
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { target: { host: '127.0.0.1', port }, stop: () => void child.kill() };
}
