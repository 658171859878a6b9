/**
 * Programs of others that verify our logs, built from source by Go: `interop` (golang.org/x/mod/sumdb and transparency-dev/formats,
 * see main.go) and Tessera's fsck.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A build from nothing, on two cores, with its downloads. */
const BUILD_MS = 300_000;
/** It may hang on a damaged log, and has an answer for one of a million entries well before. */
const FSCK_MS = 60_000;

/** `says`: all of its output. */
export type Answer = Readonly<{ accepts: boolean; says: string }>;
export type Claim = Readonly<{ folder: string; key: string; root: string; witness?: string; since?: string }>;

export type Verifiers = Readonly<{
  sumdb(claim: Claim): Promise<Answer>;
  fsck(claim: Claim): Promise<Answer>;
  remove(): Promise<void>;
}>;

/** @param root of the checkpoint, in base64: what the program has to arrive at. @throws when Go is missing, or the build fails */
export async function buildVerifiers(): Promise<Verifiers> {
  const bin = await mkdtemp(join(tmpdir(), 'sabha-verifiers-'));
  const build = (what: string, name: string) =>
    run('go', ['build', '-o', join(bin, name), what], { cwd: import.meta.dirname, timeout: BUILD_MS });
  await build('.', 'interop');
  await build('github.com/transparency-dev/tessera/cmd/fsck', 'fsck');
  return {
    async sumdb({ folder, key, witness, since, root }) {
      const more = [...(witness ? ['-witness', witness] : []), ...(since ? ['-since', since] : [])];
      const { code, says } = await answerOf(join(bin, 'interop'), ['-log', folder, '-key', key, ...more]);
      return { accepts: code === 0 && says.trim() === `ok ${root}`, says };
    },
    // Its exit code says nothing: it is 0 for a damaged log, too (v1.0.4). With one or two workers it can wait for ever.
    async fsck({ folder, key, root }) {
      const keyFile = join(bin, 'key');
      await writeFile(keyFile, key);
      const url = pathToFileURL(folder).href;
      const args = ['--ui=false', '--N=4', '-v=1', '-logtostderr', `--storage_url=${url}`, `--public_key=${keyFile}`];
      const { says } = await answerOf(join(bin, 'fsck'), args);
      const isRoot = says.includes(Buffer.from(root, 'base64').toString('hex')) || says.includes(root);
      return { accepts: isRoot && /Successfully fsck/i.test(says) && !/fsck failed/i.test(says), says };
    },
    remove: () => rm(bin, { recursive: true }),
  };
}

async function answerOf(program: string, args: readonly string[]): Promise<Readonly<{ code: number; says: string }>> {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: FSCK_MS });
    return { code: 0, says: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as Readonly<{ code?: number; stdout?: string; stderr?: string }>;
    return { code: typeof code === 'number' ? code : -1, says: stdout + stderr };
  }
}
