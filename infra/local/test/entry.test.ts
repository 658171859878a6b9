/** The entry under the oldest Node that it has to work with: it finds or brings the pinned one, and hands over. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Command } from './support/command.ts';
import { freePortBase, temporaryHome } from './support/homes.ts';
import { olderNode } from './support/older-node.ts';
import { checkout } from '../src/instance/home.ts';

const why = olderNode === undefined ? ' (skipped: this machine has no Node older than 24)' : '';

test.skipIf(olderNode === undefined)(`under an older Node the pinned one runs everything${why}`, async () => {
  const at = { home: await temporaryHome(), base: await freePortBase() };
  const command = new Command(['run', 'node', '--version'], { ...at, node: olderNode ?? '' });
  expect(await command.exitCode, command.output).toBe(0);
  expect(command.output).toContain('v24.');
});

test.skipIf(olderNode === undefined)(`under an older Node a signal and the exit code pass through${why}`, async () => {
  const at = { home: await temporaryHome(), base: await freePortBase() };
  const status = new Command(['status'], { ...at, node: olderNode ?? '' });
  expect(await status.exitCode).toBe(3);
  const running = new Command(['start', '--parts', 'mail'], { ...at, node: olderNode ?? '' });
  await running.says('Sabha is ready', 60_000);
  running.kill('SIGTERM');
  expect(await running.exitCode).toBe(0);
  expect(running.output).toContain('Stopped after');
});

test.skipIf(olderNode === undefined)(
  `\`npm test\` that cannot even be brought its Node ends with the line that counts${why}`,
  async () => {
    const nowhere = join(await temporaryHome(), 'a-file');
    writeFileSync(nowhere, '');
    const command = new Command(['test'], { home: nowhere, node: olderNode ?? '', env: { SABHA_CACHE: nowhere } });
    expect(await command.exitCode).toBe(1);
    expect(command.stdout).toBe('0 passed, 1 failed\n');
    expect(command.output).toContain('cannot write to');
  },
);

test.skipIf(olderNode === undefined)(`under an older Node sabha-audit says which it needs${why}`, () => {
  const program = join(checkout, 'packages/audit/bin/sabha-audit.mjs');
  const { status, stderr } = spawnSync(olderNode ?? '', [program, 'verify', 'x'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('it needs Node 22.18 or newer') as string });
});
