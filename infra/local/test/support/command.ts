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
  /** The checkout that it is run in, when it is not this one. */
  folder?: string;
  /** Words before the command, such as those that run it in another network. */
  through?: readonly string[];
  /** The Node that runs the entry. */
  node?: string;
  /** As people type it: `npm run`, which stands in between. */
  byNpm?: boolean;
  /** The words are the whole line that is typed, and not a command of the entry. */
  typed?: boolean;
  /** At a terminal that can be typed to. */
  atTerminal?: boolean;
  /** Takes what ends the command; after the test unless told otherwise. */
  atTheEnd?: (stop: () => Promise<void>) => void;
}>;

/** One run of the command line, as a person would start it; ended after the test whatever became of it. */
export class Command {
  readonly #child: ChildProcess;
  readonly exitCode: Promise<number>;
  #output = '';
  #stdout = '';

  constructor(args: readonly string[], options: CommandOptions) {
    const { home, base, env, folder = checkout, atTerminal = false, atTheEnd = onTestFinished } = options;
    const words = wordsOf(args, options);
    const [command = '', ...rest] = atTerminal
      ? ['script', '--quiet', '--return', '--command', shellLine(words), '/dev/null']
      : words;
    this.#child = spawn(command, rest, {
      cwd: folder,
      env: { ...withoutSettings(), SABHA_HOME: home, ...(base === undefined ? {} : { SABHA_PORT_BASE: String(base) }), ...env },
      detached: true,
      stdio: [atTerminal ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
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

  /** What a program would read that the command is piped into. */
  get stdout(): string {
    return this.#stdout;
  }

  /** Lines without the marks and blanks around them. */
  get lines(): readonly string[] {
    return this.#output.split('\n').filter((line) => line.trim() !== '');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** As a terminal does it: to the whole line that was typed, whoever has a part in it. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  /** Needs `atTerminal`. */
  type(text: string): void {
    this.#child.stdin?.write(text);
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

function wordsOf(args: readonly string[], options: CommandOptions): readonly string[] {
  const { folder = checkout, through = [], node = process.execPath, byNpm = false, typed = false } = options;
  const [command = '', ...rest] = args;
  if (typed) return args;
  if (byNpm) return [...through, 'npm', 'run', '--silent', command, '--', ...rest];
  return [...through, node, join(folder, 'infra/local/bin/sabha.mjs'), ...args];
}

function shellLine(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

function withoutSettings(): NodeJS.ProcessEnv {
  const own = /^(SABHA_|npm_|VITEST|PORT$|HOST$|LOG_LEVEL$|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name) || name === 'SABHA_CACHE'));
}
