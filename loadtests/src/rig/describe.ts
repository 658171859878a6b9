import { execFile } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Rig } from '../report/report.ts';
import { leastMean, mean } from '../statistics.ts';
import type { RigSample } from './sampler.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../..', import.meta.url));

type Known = Pick<Rig, 'versions' | 'settings' | 'target' | 'generator'>;

/** @param loaded the seconds in which load was on. */
export async function describeRig(loaded: readonly RigSample[], known: Known): Promise<Rig> {
  const processors = cpus();
  const idle = loaded.map((sample) => sample.idle);
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    kernel: release(),
    ...known,
    versions: { node: process.version, ...known.versions },
    commit: await commit(),
    idleShare: { mean: mean(idle), least: leastMean(idle, 5) ?? 0 },
    foreignCores: mean(loaded.map(({ foreignCores }) => foreignCores)),
    clockDriftMs: Math.max(0, ...loaded.map(({ clockDriftMs }) => Math.abs(clockDriftMs))),
  };
}

async function commit(): Promise<string> {
  try {
    const git = async (...args: string[]) => (await run('git', args, { cwd: checkout })).stdout.trim();
    const [head, changes] = [await git('rev-parse', '--short=12', 'HEAD'), await git('status', '--porcelain')];
    return changes === '' ? head : `${head}+changes`;
  } catch {
    return 'unknown'; // an archive, not a clone
  }
}
