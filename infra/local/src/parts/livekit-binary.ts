import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode, Fault } from '../fault.ts';
import { killGroup } from '../process/stop-group.ts';
import { cacheFolder } from '../setup/cache-folder.ts';

const run = promisify(execFile);

export const livekitVersion = '1.13.5';
const modulePath = `github.com/livekit/livekit-server/cmd/server@v${livekitVersion}`;

export type Workshop = Readonly<{ env: NodeJS.ProcessEnv; signal: AbortSignal; progress: (line: string) => void }>;

/** The binary of exactly this version: from PATH, from the cache, or built once with Go. */
export async function livekitBinary(workshop: Workshop): Promise<string> {
  const { env } = workshop;
  if (await isRightVersion('livekit-server', env)) return 'livekit-server';
  const cached = join(cacheFolder(env), `livekit-server-${livekitVersion}`);
  if (await isRightVersion(cached, env)) return cached;
  await requireGo(env);
  await build(cached, workshop);
  if (await isRightVersion(cached, env)) return cached;
  throw new Fault('livekit', `the server that was built does not say it is ${livekitVersion}`, `remove ${cached} and try again`);
}

async function isRightVersion(command: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    const { stdout } = await run(command, ['--version'], { env, timeout: 10_000 });
    return stdout.trim().endsWith(` ${livekitVersion}`);
  } catch {
    return false; // not there, or not a program: either way not the one that is needed
  }
}

async function requireGo(env: NodeJS.ProcessEnv): Promise<void> {
  const remedy = `install Go 1.26 or newer, or put livekit-server ${livekitVersion} on PATH`;
  let version: string;
  try {
    version = (await run('go', ['env', 'GOVERSION'], { env, timeout: 20_000 })).stdout.trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new Fault('livekit', `livekit-server ${livekitVersion} is not on PATH and Go is missing to build it`, remedy);
  }
  const [major = 0, minor = 0] = version
    .replace(/^go/, '')
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  if (major < 1 || (major === 1 && minor < 26))
    throw new Fault('livekit', `Go is ${version}, too old to build livekit-server ${livekitVersion}`, remedy);
}

async function build(target: string, { env, signal, progress }: Workshop): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.`);
  try {
    progress(`building livekit-server ${livekitVersion} with Go, once; about three minutes`);
    const said = await goInstall({ env: { ...env, GOBIN: folder }, signal, progress });
    signal.throwIfAborted();
    if (said !== undefined) {
      throw new Fault(
        'livekit',
        `go install ${modulePath} failed: ${said}`,
        'check that the Go module proxy can be reached, then start again',
      );
    }
    await rename(join(folder, 'server'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last lines of the failure, or nothing when it went well. */
function goInstall({ env, signal, progress }: Workshop): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', ['install', '-v', modulePath], { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const lines: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((text) => text.trim() !== '')) {
        lines.push(line.trim());
        progress(`${lines.length} packages, now ${line.trim()}`);
      }
    });
    const end = () => {
      if (child.pid !== undefined) killGroup(child.pid); // the compilers that go has started, too
    };
    signal.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      resolve(code === 0 ? undefined : lines.slice(-3).join(' | '));
    });
  });
}
