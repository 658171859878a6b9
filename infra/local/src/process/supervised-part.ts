import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault, messageOf } from '../fault.ts';
import type { PartProcess } from '../parts/part.ts';
import { lastLines, openLog } from './log-file.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { lastReasonIn } from './run-step.ts';
import { killGroup, stopGroup, type StopOptions } from './stop-group.ts';
import { NotReached, waitUntil } from './wait-until.ts';

export type PartState = 'starting' | 'healthy' | 'restarting' | 'failed' | 'stopped';

export type PartEvent = Readonly<
  | { kind: 'changed'; state: PartState }
  | { kind: 'ended'; how: string; retryInMs: number }
  | { kind: 'recovered'; afterMs: number }
  | { kind: 'gave-up'; fault: Fault }
>;

/** A crash further back than this no longer counts towards giving up. */
const crashWindowMs = 60_000;
const crashesBeforeGivingUp = 5;
const earlyDeathsBeforeGivingUp = 2;
const firstDelayMs = 200;
const longestDelayMs = 5000;

/** One part of an instance: keeps its process alive until told to stop, and says what became of it. */
export class SupervisedPart {
  readonly spec: PartProcess;
  readonly logFile: string;
  readonly #tell: (event: PartEvent) => void;
  readonly #stopping = new AbortController();
  readonly #givenUp = new AbortController();
  readonly #over = AbortSignal.any([this.#stopping.signal, this.#givenUp.signal]);
  #state: PartState = 'stopped';
  #process: ProcessIdentity | undefined;
  #wasHealthy = false;
  #crashes: number[] = [];
  #restarts = 0;
  #watch: Promise<void> = Promise.resolve();

  constructor(spec: PartProcess, logFile: string, tell: (event: PartEvent) => void) {
    this.spec = spec;
    this.logFile = logFile;
    this.#tell = tell;
  }

  get state(): PartState {
    return this.#state;
  }
  get process(): ProcessIdentity | undefined {
    return this.#process;
  }
  get restarts(): number {
    return this.#restarts;
  }

  /** Resolves at the first healthy answer; rejects with a Fault when there will be none. */
  async start(): Promise<void> {
    this.#launch();
    await this.#untilHealthy();
    this.#wasHealthy = true;
    this.#become('healthy');
  }

  /** Politely for as long as the part may take, or until `force` is aborted. */
  async stop(force: AbortSignal): Promise<'left' | 'forced'> {
    this.#stopping.abort();
    const options = { ...stopOptions(this.spec), force };
    const outcome = this.#process === undefined ? 'left' : await stopGroup(this.#process, options);
    await this.#watch;
    if (this.#state !== 'failed') this.#become('stopped');
    return outcome;
  }

  #launch(): void {
    const log = openLog(this.logFile);
    try {
      const child = spawn(this.spec.command, this.spec.args, {
        cwd: this.spec.cwd,
        env: this.spec.env,
        ...this.spec.user,
        detached: true, // its own group: Ctrl-C reaches the runner alone, and all of a part can be ended at once
        stdio: ['ignore', log, log],
      });
      this.#process = child.pid === undefined ? undefined : identify(child.pid);
      this.#watch = this.#afterExit(child);
    } finally {
      closeSync(log);
    }
    // Told when there is a process, not before: what is written down of it must lead to it when the runner is killed now.
    this.#become(this.#wasHealthy ? 'restarting' : 'starting');
  }

  async #afterExit(child: ChildProcess): Promise<void> {
    const how = await new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`could not be run (${error.message})`));
      child.once('exit', (code, signal) => resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`));
    });
    if (this.#stopping.signal.aborted) return;
    if (child.pid !== undefined) killGroup(child.pid);
    this.#crashes = [...this.#crashes.filter((at) => performance.now() - at < crashWindowMs), performance.now()];
    if (this.#crashes.length >= (this.#wasHealthy ? crashesBeforeGivingUp : earlyDeathsBeforeGivingUp)) {
      this.#giveUp(`${how}, ${this.#crashes.length} times in a row`);
      return;
    }
    // Not awaited: a stop waits for the process of now, not for the chain of its successors.
    void this.#restart(how);
  }

  async #restart(how: string): Promise<void> {
    const retryInMs = Math.min(firstDelayMs * 2 ** (this.#crashes.length - 1), longestDelayMs);
    const since = performance.now();
    if (this.#wasHealthy) this.#become('restarting');
    this.#tell({ kind: 'ended', how, retryInMs });
    try {
      await pause(retryInMs, undefined, { signal: this.#over });
      this.#restarts += 1;
      this.#launch();
      if (!this.#wasHealthy) return; // start() is still waiting for the first healthy answer itself
      await this.#untilHealthy();
      this.#become('healthy');
      this.#tell({ kind: 'recovered', afterMs: performance.now() - since });
    } catch (error) {
      if (!this.#over.aborted) throw error;
    }
  }

  /** Rejects with the Fault of giving up, or with an AbortError when the part is being stopped. */
  async #untilHealthy(): Promise<void> {
    const options = { withinMs: this.spec.startWithinMs, signal: this.#over };
    try {
      await waitUntil(`${this.spec.name} healthy`, () => this.#requireAnswer(), options);
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      this.#giveUp(messageOf(error));
      this.#over.throwIfAborted();
    }
  }

  async #requireAnswer(): Promise<void> {
    if (this.#process === undefined || !isAlive(this.#process)) throw new Error('its process is not running');
    await this.spec.requireHealthy();
    // An answer from some other program on this port while ours is gone is no health.
    if (!isAlive(this.#process)) throw new Error('its process ended');
  }

  #giveUp(what: string): void {
    const said = lastReasonIn(lastLines(this.logFile, 20));
    const fault = new Fault(this.spec.name, `${what}${said === '' ? '' : `; it last said: ${said}`}`, `look at ${this.logFile}`);
    this.#become('failed');
    this.#givenUp.abort(fault);
    this.#tell({ kind: 'gave-up', fault });
  }

  #become(state: PartState): void {
    this.#state = state;
    this.#tell({ kind: 'changed', state });
  }
}

function stopOptions(spec: PartProcess): StopOptions {
  return { signal: spec.stopSignal, graceMs: spec.stopGraceMs, insist: spec.insistOnStop ?? false };
}
