/** A share of the processors for one process and all that it starts (cgroups(7); cpu.cfs_quota_us of version 1, cpu.max of 2). */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../../infra/local/src/process/wait-until.ts';

/** Short, so that whoever has used up its share waits for less than a picture's time. */
const PERIOD_US = 20_000;
const FIRST_VERSION = '/sys/fs/cgroup/cpu';
const SECOND_VERSION = '/sys/fs/cgroup';

/** @param cores 0.4 is two fifths of one. @returns what takes the group away, once the process has ended. @throws where this user may not */
export function limitCores(pid: number, cores: number): () => Promise<void> {
  const isFirst = existsSync(join(FIRST_VERSION, 'cpu.shares'));
  const group = join(isFirst ? FIRST_VERSION : SECOND_VERSION, `sabha-bench-${pid}`);
  const quota = Math.round(PERIOD_US * cores);
  mkdirSync(group);
  if (isFirst) {
    writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US));
    writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quota));
  } else {
    writeFileSync(join(group, 'cpu.max'), `${quota} ${PERIOD_US}`);
  }
  writeFileSync(join(group, 'cgroup.procs'), String(pid));
  // The kernel lets go of a process a moment after it has ended.
  return () => waitUntil(`the end of ${group}`, async () => rmdirSync(group), { withinMs: 10_000 });
}
