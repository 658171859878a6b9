import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkout } from '../../src/instance/home.ts';
import { identify } from '../../src/process/process-identity.ts';
import { stopGroup } from '../../src/process/stop-group.ts';
import { waitUntil } from '../../src/process/wait-until.ts';

export type CommandOptions = Readonly<{
  home: string;
  base?: number;
  env?: Readonly<Record<string, string | undefined>>;
  /** Words before the command, such as those that run it in another network. */
  through?: readonly string[];
  /** The Node that runs the entry. */
  node?: string;
  /** As people type it: `npm run`, which stands in between. */
  byNpm?: boolean;
  /** Takes what ends the command; after the test unless told otherwise. */
  atTheEnd?: (stop: () => Promise<void>) => void;
}>;

/** One run of the command line, as a person would start it; ended after the test whatever became of it. */
export class Command {
  readonly #child: ChildProcess;
  readonly exitCode: Promise<number>;
  #output = '';

  constructor(
    args: readonly string[],
    { home, base, env, through = [], node = process.execPath, byNpm = false, atTheEnd = onTestFinished }: CommandOptions,
  ) {
    const [command = '', ...rest] = args;
    const entry = byNpm
      ? ['npm', 'run', '--silent', command, '--', ...rest]
      : [node, join(checkout, 'infra/local/bin/sabha.mjs'), ...args];
    const words = [...through, ...entry];
    this.#child = spawn(words[0] ?? '', words.slice(1), {
      cwd: checkout,
      env: { ...withoutSettings(), SABHA_HOME: home, ...(base === undefined ? {} : { SABHA_PORT_BASE: String(base) }), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.exitCode = new Promise((resolve) =>
      this.#child.once('close', (code, signal) => resolve(code ?? (signal === null ? -1 : 128))),
    );
    const leader = identify(this.pid);
    atTheEnd(async () => {
      if (leader !== undefined) await stopGroup(leader, { signal: 'SIGTERM', graceMs: 12_000 });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the command did not start');
    return this.#child.pid;
  }

  get output(): string {
    return this.#output;
  }

  /** Lines without the marks and blanks around them. */
  get lines(): readonly string[] {
    return this.#output.split('\n').filter((line) => line.trim() !== '');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Fails at once, with the whole output, when the command ends without having said it. */
  async says(text: string | RegExp, withinMs: number): Promise<void> {
    const over = new AbortController();
    void this.exitCode.then((code) =>
      over.abort(new Error(`ended with ${code} and never said "${String(text)}":\n${this.#output}`)),
    );
    const heard = () => {
      if (typeof text === 'string' ? this.#output.includes(text) : text.test(this.#output)) return;
      throw new Error(`so far:\n${this.#output}`);
    };
    await waitUntil(`"${String(text)}"`, heard, { withinMs, signal: over.signal });
  }
}

function withoutSettings(): NodeJS.ProcessEnv {
  const own = /^(SABHA_|npm_|VITEST|PORT$|HOST$|LOG_LEVEL$|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name) || name === 'SABHA_CACHE'));
}
