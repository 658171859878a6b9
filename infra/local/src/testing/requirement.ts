import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'vitest';

/** What a test may need of the machine: why it cannot be run here, or nothing when it can. */
export const needs = {
  linux: process.platform === 'linux' ? undefined : 'it needs Linux',
  root: process.getuid?.() === 0 ? undefined : 'it needs root',
  terminal: existsSync('/usr/bin/script') ? undefined : 'it needs script(1), to be typed to',
  get go() {
    return spawnSync('go', ['version']).status === 0 ? undefined : 'it needs Go, to build programs of others from source';
  },
} as const;

/**
 * For `skipIf`: the one place that decides what becomes of a test that the machine cannot run. It is skipped, and counted as
 * that; with CI=true the run fails instead, because a guard that is skipped where nobody looks holds nothing.
 */
export function isMissing(why: string | undefined): boolean {
  if (why === undefined) return false;
  if (process.env['CI'] === 'true') {
    test(`with CI=true nothing is skipped (${why})`, () => {
      throw new Error(`${why}: give the machine of the CI what it lacks`);
    });
  }
  return true;
}
