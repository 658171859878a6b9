import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeAt } from '../instance/home.ts';
import { endOrphans, readRecord } from '../instance/record.ts';
import { isAlive } from '../process/process-identity.ts';

export const testHomePrefix = 'sabha-test-';

/** Ends and removes what test runs that were killed have left; those that still run are not touched. */
export async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((candidate) => candidate.startsWith(testHomePrefix))) {
    const folder = join(tmpdir(), name);
    const record = await readRecord(homeAt(folder));
    if (record === undefined || isAlive(record.runner)) continue;
    await endOrphans(record);
    await rm(folder, { recursive: true, force: true });
  }
}
