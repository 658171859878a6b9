/** A network namespace with programs in it. Nothing of it touches the machine's own network. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../process/wait-until.ts';
import { folderOf, ip, namespaceName, removeNamespace } from './kernel.ts';
import { passTo } from './pass.ts';

const relay = fileURLToPath(new URL('relay.ts', import.meta.url));

export class Namespace {
  readonly name: string;
  /** For files of programs in it; gone with it. */
  readonly folder: string;
  readonly #children: ChildProcess[] = [];
  readonly #doors: Server[] = [];

  constructor(what: string) {
    this.name = namespaceName(what);
    this.folder = folderOf(this.name);
    mkdirSync(this.folder, { mode: 0o711 });
    ip('netns', 'add', this.name);
    ip('-n', this.name, 'link', 'set', 'lo', 'up');
    mkdirSync(`/etc/netns/${this.name}`, { recursive: true });
    this.knowHosts([]);
  }

  /** The words that go before a command to run it inside. */
  get through(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** A program like that one which runs inside, for those who take a program and no words before it. */
  programInside(program: string): string {
    const script = join(this.folder, 'inside.sh');
    writeFileSync(script, `#!/bin/sh\nexec ${this.through.join(' ')} ${program} "$@"\n`, { mode: 0o700 });
    return script;
  }

  /** Who must not be asked for by DNS: lines as in a hosts file. */
  knowHosts(lines: readonly string[]): void {
    this.#put('hosts', ['127.0.0.1 localhost', '::1 localhost', ...lines]);
  }

  askNameServers(addresses: readonly string[]): void {
    this.#put(
      'resolv.conf',
      addresses.map((address) => `nameserver ${address}`),
    );
  }

  /** Everything that is not a neighbour's goes by these. */
  routeBy(gateways: Readonly<{ four: string; six: string }>): void {
    ip('-n', this.name, 'route', 'add', 'default', 'via', gateways.four);
    ip('-n', this.name, '-6', 'route', 'add', 'default', 'via', gateways.six);
  }

  /** Starts a Node script inside, which is told by the end of its input when the test has gone. */
  run(script: string, ...args: readonly string[]): ChildProcess {
    return this.start(process.execPath, script, ...args);
  }

  /** Starts a program inside; ended with the namespace. */
  start(...words: readonly string[]): ChildProcess {
    const [command = '', ...args] = [...this.through, ...words];
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8');
    this.#children.push(child);
    return child;
  }

  /** Makes TCP ports of loopback inside reachable at the same ports outside, for this test and not for those inside. */
  async openDoors(ports: readonly number[]): Promise<void> {
    await ready(this.run(relay, this.folder, ...ports.map(String)), 'the doors');
    for (const port of ports) {
      const door = createServer((from) => passTo(from, { path: join(this.folder, String(port)) }));
      this.#doors.push(door);
      await new Promise<void>((resolve, reject) => door.once('error', reject).listen(port, '127.0.0.1', resolve));
    }
  }

  remove(): void {
    for (const door of this.#doors) door.close();
    for (const child of this.#children) child.kill('SIGKILL');
    removeNamespace(this.name);
  }

  #put(file: string, lines: readonly string[]): void {
    writeFileSync(`/etc/netns/${this.name}/${file}`, `${lines.join('\n')}\n`);
  }
}

/** Resolves when a script has said so. */
export async function ready(child: ChildProcess, what: string): Promise<void> {
  let heard = '';
  child.stdout?.on('data', (text: string) => (heard += text));
  await waitUntil(
    what,
    () => {
      if (!heard.includes('ready'))
        throw new Error(`${child.exitCode === null ? '' : `ended with ${child.exitCode}, `}having said "${heard}"`);
    },
    { withinMs: 20_000 },
  );
}
