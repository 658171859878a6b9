/** A whole run: a platform, its scenarios one after the other, and what came of them on disk. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Refusal, type Wish } from '../command/arguments.ts';
import { buildDigest, k6Binary, k6Version } from '../k6/binary.ts';
import type { Parts } from '../parts/coordinate.ts';
import { loopbackAddresses } from '../parts/segment.ts';
import { type Consent, isLoopback, mayLoad, mayLoadMedia } from '../platform/consent.ts';
import { startCluster } from '../platform/cluster.ts';
import { startOwn } from '../platform/own.ts';
import type { Target } from '../platform/target.ts';
import { Sampler } from '../rig/sampler.ts';
import type { Baseline } from '../report/baseline.ts';
import { renderHtml } from '../report/render-html.ts';
import { renderJunit } from '../report/render-junit.ts';
import type { Report } from '../report/report.ts';
import { OfficialAtWork } from '../stage/official.ts';
import type { StageSource } from '../stage/set-stage.ts';
import { scenarios } from './catalog.ts';
import { concludeRun } from './conclude.ts';
import { consentIn, requireAllowed, today } from './consented.ts';
import { runPhase, type PhaseResult, type PhaseSetting } from './phase.ts';
import { profiles, type Step } from './profiles.ts';
import { readBaselines } from './read-baselines.ts';
import { resize } from './resize.ts';

const outRoot = fileURLToPath(new URL('../../out', import.meta.url));

export type Finished = Readonly<{ report: Report; folder: string }>;

/** @throws Refusal before anything was loaded */
export async function run(wish: Wish, { say, signal }: Ways): Promise<Finished> {
  const consent = await consentIn(wish.consentFile);
  if (wish.target !== undefined) requireAllowed(mayLoad(wish.target, consent, today()));
  const baselines = await readBaselines(wish.baselineFiles);
  const binary = await k6Binary(say);
  const target = await openTarget(wish, say);
  try {
    const folder = wish.outFolder === undefined ? undefined : resolve(wish.outFolder);
    const load = {
      profile: wish.profile,
      steps: stepsOf(wish, target),
      officialsFile: wish.officialsFile,
      consent,
      baselines,
      isGated: wish.isGated,
      parts: wish.parts === undefined ? undefined : { ...wish.parts, build: await buildDigest() },
      binary,
      folder,
    };
    return await loadTarget(target, load, { say, signal });
  } finally {
    await target.stop();
  }
}

type Ways = Readonly<{ say(line: string): void; signal: AbortSignal }>;

/** What is done to a target, and where it is written down. */
export type Load = Readonly<{
  profile: string;
  steps: readonly Step[];
  officialsFile?: string | undefined;
  consent?: Consent | undefined;
  baselines?: readonly Baseline[];
  isGated?: boolean;
  /** Where other generators take parts of it. */
  parts?: Parts | undefined;
  binary: string;
  folder?: string | undefined;
}>;

/** Loads what is there already, one step after the other. */
export async function loadTarget(target: Target, load: Load, { say, signal }: Ways): Promise<Finished> {
  const { profile, steps, officialsFile, consent, baselines = [], isGated = false, parts, binary } = load;
  const startedAt = new Date();
  const runId = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '')}-${profile}`;
  const folder = load.folder ?? join(outRoot, runId);
  await mkdir(folder, { recursive: true });
  const owned = new Map<number, string>([[process.pid, 'runner']]);
  const sampler = new Sampler(() => new Map([...target.processes(), ...owned]));
  const officials = await officialsOf(target, officialsFile);
  const requireMedia = (url: string) => requireAllowed(mayLoadMedia(url, consent, today()));
  const mediaHosts = consent?.mediaHosts ?? [];
  const source: StageSource = { origin: target.origin, ...officials, identity: target.identity, mediaHosts, requireMedia };
  const own = (pid: number, name: string) => void owned.set(pid, name);
  const localIps = isLoopback(new URL(target.origin).hostname) ? loopbackAddresses(1) : null;
  const setting: PhaseSetting = { target, source, sampler, binary, localIps, folder, signal, parts, own, say };
  const results: PhaseResult[] = [];
  const startedAtMs = await sampler.start();
  try {
    for (const step of steps) {
      signal.throwIfAborted();
      results.push(await runPhase(setting, step, results.length + 1));
    }
  } finally {
    await sampler.stop();
    if (target.logs !== null) await cp(target.logs, join(folder, 'platform-logs'), { recursive: true });
    await Promise.all([officials.scheduler.close(), officials.administrator.close()]);
  }
  const versions = { ...target.versions, k6: await k6Version(binary) };
  const report = await concludeRun({
    runId,
    profile,
    startedAtMs,
    target,
    versions,
    results,
    samples: sampler.samples,
    baselines,
    isGated,
    parts: parts?.of ?? 1,
  });
  await writeReport(report, folder);
  return { report, folder };
}

async function writeReport(report: Report, folder: string): Promise<void> {
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));
  await writeFile(join(folder, 'report.html'), renderHtml(report));
  await writeFile(join(folder, 'junit.xml'), renderJunit(report));
}

function stepsOf({ profile, only, parts, sizes }: Wish, target: Target): readonly Step[] {
  const steps = profiles[profile].steps.filter(({ scenario }) => {
    if (only.length > 0 && !only.includes(scenario)) return false;
    if (scenarios[scenario].signsIn && target.identity === null) return false; // its officials bring their sessions
    const { ends } = scenarios[scenario];
    if (parts !== undefined && ends !== undefined) return false; // whom it hits may all be of one part, and then the others prove nothing
    return ends === undefined || target[ends.by] !== null;
  });
  if (steps.length === 0) throw new Refusal('no scenario of that profile is left to run');
  return resize(steps, sizes);
}

async function openTarget({ target, nodes }: Wish, say: (line: string) => void): Promise<Target> {
  if (target === undefined) {
    say(nodes === 1 ? 'starting a platform of our own' : `starting a platform of our own with ${nodes} media servers`);
    return nodes === 1 ? startOwn(say) : startCluster(nodes, say);
  }
  return {
    origin: target,
    processes: () => new Map(),
    versions: {},
    settings: {},
    identity: null,
    databaseBytes: null,
    killMediaNode: null,
    drainMediaNode: null,
    logs: null,
    stop: () => Promise.resolve(),
  };
}

type Officials = Readonly<{ scheduler: OfficialAtWork; administrator: OfficialAtWork }>;

/** At our own platform the demo ministry's; at a target whoever its owner has lent us sessions of. */
async function officialsOf(target: Target, officialsFile: string | undefined): Promise<Officials> {
  if (officialsFile !== undefined) {
    const cookies = officialsSchema.parse(JSON.parse(await readFile(officialsFile, 'utf8')));
    const bring = ({ cookie }: Readonly<{ cookie: string }>) => OfficialAtWork.withCookie(target.origin, cookie);
    return { scheduler: await bring(cookies.scheduler), administrator: await bring(cookies.administrator) };
  }
  const { identity } = target;
  if (identity === null)
    throw new Refusal('a target needs --officials: sessions to schedule and host with (docs/evaluator-guide.md)');
  const signIn = (subject: string) => OfficialAtWork.signIn(target.origin, { identity, subject });
  return { scheduler: await signIn('demo-scheduler'), administrator: await signIn('demo-administrator') };
}

const official = z.strictObject({ cookie: z.string().min(1) });
const officialsSchema = z.strictObject({ scheduler: official, administrator: official });
