/** Tests the k6 extension: what Go says of it, and against the real media server. Its last lines are Go's own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { livekitBinary } from '../../infra/local/src/parts/livekit-binary.ts';

const cwd = fileURLToPath(new URL('../xk6-livekit', import.meta.url));
const server = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress: console.error });
const env = { ...process.env, CGO_ENABLED: '0', LIVEKIT_SERVER_BINARY: server };
for (const args of [
  ['vet', './...'],
  ['test', '-count=1', './...'],
]) {
  const { status } = spawnSync('go', args, { cwd, env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
