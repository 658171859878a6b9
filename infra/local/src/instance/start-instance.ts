import type { Fault } from '../fault.ts';
import { makePart } from '../parts/make-part.ts';
import { partNames, type InstancePlan, type PartName, type RunMode } from '../parts/part.ts';
import { isAlive } from '../process/process-identity.ts';
import { killGroup } from '../process/stop-group.ts';
import { stopInOrder } from '../process/stop-in-order.ts';
import { SupervisedPart, type PartEvent } from '../process/supervised-part.ts';
import { instanceEnvironment, type InstanceEnvironment } from './environment.ts';
import { logOf, openHome, type Home } from './home.ts';
import { putPolicy } from './policy-files.ts';
import { laptop, type Place } from './place.ts';
import { buildPortal, type PortalBuild } from './portal-build.ts';
import { recordOf, runningPart, type RunningPart } from './part-views.ts';
import { requireFreePorts, type Ports } from './ports.ts';
import { claimHome, removeRecord, thisProcess, writeRecord, type InstanceRecord } from './record.ts';
import { secretsOf } from './secrets.ts';
import { migrate, prepareDatabase, seed } from './set-up-steps.ts';

export type InstanceEvent =
  | Readonly<{ kind: 'begun'; step: string }>
  | Readonly<{ kind: 'progress'; step: string; line: string }>
  | Readonly<{ kind: 'done'; step: string; tookMs: number; note: string }>
  | Readonly<{ kind: 'orphans-ended'; parts: readonly string[] }>
  | Readonly<{ kind: 'part'; part: PartName; event: PartEvent }>;

export type InstanceOptions = Readonly<{
  /** Everything the instance keeps is below this folder. */
  home: string;
  ports: Ports;
  /** This machine alone unless told otherwise. */
  place?: Place;
  /** All of them unless told otherwise. */
  parts?: readonly PartName[];
  mode?: RunMode;
  durable?: boolean;
  /** Settings of portal and worker that differ from an instance that stands alone. */
  told?: Readonly<Record<string, string>>;
  logLevel?: string;
  on?: (event: InstanceEvent) => void;
  signal?: AbortSignal;
}>;

export type Instance = Readonly<{
  home: Home;
  /** The home, or the folder that the database was moved to because its user cannot enter there. */
  dataFolder: string;
  ports: Ports;
  env: InstanceEnvironment;
  parts(): readonly RunningPart[];
  part(name: PartName): RunningPart;
  /** Ends every part, last started first; the data stays. Safe to call more than once. */
  stop(): Promise<void>;
  /** Resolves with the Fault when a part is given up on after it had started. */
  lost: Promise<Fault>;
}>;

/** What is promised is 10 s; the rest is for those that had to be forced. */
const stopWithinMs = 8000;

/** Thrown when the home already has a living runner. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  readonly record: InstanceRecord;

  constructor(record: InstanceRecord) {
    super(`already running as process ${record.runner.pid}`);
    this.record = record;
  }
}

/** Starts an instance whole or not at all: after any failure nothing of it is left running. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const starting = new Starting(options, await openHome(options.home));
  return starting.run();
}

class Starting {
  readonly #options: InstanceOptions;
  readonly #home: Home;
  readonly #names: readonly PartName[];
  readonly #parts: SupervisedPart[] = [];
  readonly #abort = new AbortController();
  readonly #lost = Promise.withResolvers<Fault>();
  #record: InstanceRecord;
  #writing: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  #portalBuild: PortalBuild | undefined;

  constructor(options: InstanceOptions, home: Home) {
    this.#options = options;
    this.#home = home;
    this.#names = partNames.filter((name) => options.parts?.includes(name) ?? true);
    this.#record = {
      runner: thisProcess(),
      mode: options.mode ?? 'production',
      startedAt: new Date().toISOString(),
      ports: options.ports,
      parts: [],
    };
  }

  async run(): Promise<Instance> {
    process.once('exit', this.#lastResort);
    const claim = await claimHome(this.#home, this.#record);
    if (claim.kind === 'running') throw new AlreadyRunning(claim.record);
    if (claim.orphansEnded.length > 0) this.#tell({ kind: 'orphans-ended', parts: claim.orphansEnded });
    this.#options.signal?.addEventListener('abort', () => this.#abort.abort(this.#options.signal?.reason), { once: true });
    // Parts that are still coming up would otherwise be waited for although the start has failed already.
    this.#abort.signal.addEventListener('abort', () => void this.#stop(), { once: true });
    try {
      const plan = await this.#plan();
      await requireFreePorts(plan.ports, portsOf(this.#names));
      await this.#startAll(plan);
      return this.#running(plan);
    } catch (error) {
      this.#abort.abort(error);
      await this.#stop();
      throw this.#firstCause(error);
    }
  }

  /** When steps run side by side, the failure of one aborts the others: the first one is what the person needs. */
  #firstCause(error: unknown): unknown {
    return this.#abort.signal.reason ?? error;
  }

  async #plan(): Promise<InstancePlan> {
    const secrets = await secretsOf(this.#home);
    const { place = laptop } = this.#options;
    return {
      home: this.#home,
      place,
      ports: this.#options.ports,
      secrets,
      policy: await putPolicy(place.policyFile, { home: this.#home, signer: secrets.policySigner }),
      mode: this.#options.mode ?? 'production',
      durable: this.#options.durable ?? true,
      told: this.#options.told ?? {},
      signal: this.#abort.signal,
      progress: (step, line) => this.#tell({ kind: 'progress', step, line }),
    };
  }

  /** Whatever needs nothing of another runs beside it; portal and worker come when all the rest is there. */
  async #startAll(plan: InstancePlan): Promise<void> {
    const last: readonly PartName[] = this.#names.filter((name) => name === 'worker' || name === 'portal');
    const first = this.#names.filter((name) => name !== 'database' && !last.includes(name));
    const isBuilt = last.includes('portal') && plan.mode === 'production';
    const work = [
      this.#startDatabase(plan, last.length > 0),
      ...first.map((name) => this.#startPart(plan, name)),
      ...(isBuilt ? [this.#step('build', () => this.#build(plan))] : []),
    ];
    await allOrFirstFailure(work, this.#abort);
    await allOrFirstFailure(
      last.map((name) => this.#startPart(plan, name)),
      this.#abort,
    );
  }

  async #startDatabase(plan: InstancePlan, isFilled: boolean): Promise<void> {
    if (!this.#names.includes('database')) return;
    await this.#startPart(plan, 'database');
    if (!isFilled) return;
    const env = instanceEnvironment(plan, this.#options.logLevel);
    await this.#step('migrate', () => migrate(plan, env));
    await this.#step('seed', () => seed(plan, env));
  }

  async #build(plan: InstancePlan): Promise<string> {
    const progress = (line: string) => plan.progress('build', line);
    const { folder, logs } = this.#home;
    this.#portalBuild = await buildPortal({ home: folder, logs, signal: plan.signal, progress });
    return this.#portalBuild.note;
  }

  async #startPart(plan: InstancePlan, name: PartName): Promise<void> {
    await this.#step(name, async () => {
      const build = this.#portalBuild === undefined ? {} : { buildFolder: this.#portalBuild.folder };
      const spec = await makePart(name, { ...plan, ...build }, this.#options.logLevel);
      this.#abort.signal.throwIfAborted();
      const part = new SupervisedPart(spec, logOf(this.#home, name), (event) => this.#onPart(name, event));
      this.#parts.push(part);
      this.#parts.sort((one, other) => partNames.indexOf(one.spec.name) - partNames.indexOf(other.spec.name));
      await part.start();
      if (name === 'database') await prepareDatabase(plan);
      return spec.address;
    });
  }

  async #step(step: string, work: () => Promise<string | undefined>): Promise<void> {
    this.#abort.signal.throwIfAborted();
    const since = performance.now();
    this.#tell({ kind: 'begun', step });
    const note = await work();
    this.#tell({ kind: 'done', step, tookMs: performance.now() - since, note: note ?? '' });
  }

  #onPart(name: PartName, event: PartEvent): void {
    this.#saveRecord();
    this.#tell({ kind: 'part', part: name, event });
    if (event.kind === 'gave-up') this.#lost.resolve(event.fault);
  }

  #saveRecord(): void {
    this.#record = { ...this.#record, parts: this.#parts.map(recordOf) };
    const record = this.#record;
    // One after the other: two at once would fight over the draft file. A stopped instance has no record.
    this.#writing = this.#writing.then(() => (this.#stopped === undefined ? writeRecord(this.#home, record) : undefined));
  }

  #running(plan: InstancePlan): Instance {
    return {
      home: this.#home,
      dataFolder: this.#dataFolder(),
      ports: plan.ports,
      env: instanceEnvironment(plan, this.#options.logLevel),
      parts: () => this.#parts.map(runningPart),
      part: (name) => {
        const part = this.#parts.find((candidate) => candidate.spec.name === name);
        if (part === undefined) throw new Error(`this instance has no part ${name}`);
        return runningPart(part);
      },
      stop: () => this.#stop(),
      lost: this.#lost.promise,
    };
  }

  #dataFolder(): string {
    const { dataFolder } = this.#parts.find(({ spec }) => spec.name === 'database')?.spec ?? {};
    return dataFolder === undefined || dataFolder === this.#home.database ? this.#home.folder : dataFolder;
  }

  #stop(): Promise<void> {
    // Begun a tick later: aborting, the first thing it does, calls this very method again.
    this.#stopped ??= Promise.resolve().then(() => this.#stopEverything());
    return this.#stopped;
  }

  /** A runner that falls over without stopping takes its parts with it; all that is still possible here is force. */
  readonly #lastResort = (): void => {
    for (const { process: identity } of this.#parts) if (identity !== undefined && isAlive(identity)) killGroup(identity.pid);
  };

  /** The database goes last: the others still write their farewell into it. */
  async #stopEverything(): Promise<void> {
    this.#abort.abort(new Error('stopped'));
    const database = this.#parts.filter((part) => part.spec.name === 'database');
    const front = this.#parts.filter((part) => part.spec.name === 'portal' || part.spec.name === 'worker');
    const rest = this.#parts.filter((part) => !database.includes(part) && !front.includes(part));
    await stopInOrder([front, rest, database], stopWithinMs);
    await this.#writing;
    await this.#portalBuild?.release();
    await removeRecord(this.#home);
    process.off('exit', this.#lastResort);
  }

  #tell(event: InstanceEvent): void {
    this.#options.on?.(event);
  }
}

/** Waits for all to settle before it fails, so that nothing is still being started while the rest is stopped. */
async function allOrFirstFailure(work: readonly Promise<void>[], abort: AbortController): Promise<void> {
  const watched = work.map(async (one) => {
    try {
      await one;
    } catch (error) {
      abort.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(watched);
  await Promise.all(watched);
}

function portsOf(names: readonly PartName[]) {
  const used = {
    database: ['database'],
    livekit: ['livekit', 'livekitUdp', 'livekitTurn', 'livekitMetrics'],
    identity: ['identity'],
    mail: ['mailWeb', 'mailSmtp'],
    witness: ['witness'],
    worker: ['worker'],
    portal: ['portal'],
  } as const;
  return names.flatMap((name) => [...used[name]]);
}
