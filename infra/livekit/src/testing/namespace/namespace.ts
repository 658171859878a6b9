/** A network namespace with addresses of one's own choosing, and a media server in it: nothing of it reaches the machine's network. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Errand, Told } from './errand.ts';

const visitor = fileURLToPath(new URL('visit.ts', import.meta.url));
const DEVICE = 'told0';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Why no such namespace can be made here, for a test to say when it is skipped. */
export function whyNoNamespace(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    new Namespace([]).remove();
    return undefined;
  } catch (error) {
    return `no network namespace can be made here (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''})`;
  }
}

export class Namespace {
  static #made = 0;
  readonly #name = `sabha-told-${process.pid}-${(Namespace.#made += 1)}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sabha-told-'));
  readonly #children: ChildProcess[] = [];
  #said = '';

  /** @param addresses in CIDR notation, of both families, beside loopback. */
  constructor(addresses: readonly string[]) {
    ip('netns', 'add', this.#name);
    ip('-n', this.#name, 'link', 'set', 'lo', 'up');
    ip('-n', this.#name, 'link', 'add', DEVICE, 'type', 'veth', 'peer', 'name', `${DEVICE}b`);
    for (const device of [DEVICE, `${DEVICE}b`]) ip('-n', this.#name, 'link', 'set', device, 'up');
    for (const address of addresses)
      ip('-n', this.#name, 'addr', 'add', address, 'dev', DEVICE, ...(address.includes(':') ? ['nodad'] : []));
  }

  /** Starts a program in it, ended with the namespace. It is given no environment but PATH. Resolves when it has said `ready`. */
  async start(ready: string, [command = '', ...args]: readonly string[]): Promise<void> {
    const child = spawn('ip', ['netns', 'exec', this.#name, command, ...args], {
      env: { PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    const started = Promise.withResolvers<null>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (said: string) => {
        this.#said += said;
        if (this.#said.includes(ready)) started.resolve(null);
      });
    }
    child.once('close', () => started.reject(new Error(`${command} never said "${ready}":\n${this.#said}`)));
    await started.promise;
  }

  /** Writes a file for programs in it. */
  put(name: string, content: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  get folder(): string {
    return this.#folder;
  }

  /** @throws with all that the programs in it have said, when the visitor does not come back. */
  async visit(errand: Errand): Promise<Told> {
    const child = spawn('ip', ['netns', 'exec', this.#name, process.execPath, visitor], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(JSON.stringify(errand));
    const [told, trouble] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (told === '') throw new Error(`${trouble}\nthe programs there said:\n${this.#said}`);
    return JSON.parse(told) as Told;
  }

  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    ip('netns', 'del', this.#name);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
