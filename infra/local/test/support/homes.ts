import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { portsFromEnvironment, requireFreePorts } from '../../src/instance/ports.ts';
import { testHomePrefix } from '../../src/testing/leftovers.ts';

/** A folder for one instance, gone after the test. */
export async function temporaryHome(atTheEnd: (clean: () => Promise<void>) => void = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), testHomePrefix));
  atTheEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A base whose whole block of ports is free, below the range that the system hands out by itself. */
export async function freePortBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const base = 10_000 + 100 * Math.floor(Math.random() * 200);
    try {
      await requireFreePorts(portsFromEnvironment({ SABHA_PORT_BASE: String(base) }));
      return base;
    } catch {
      continue; // somebody has one of them: another block
    }
  }
  throw new Error('no free block of ports was found');
}
