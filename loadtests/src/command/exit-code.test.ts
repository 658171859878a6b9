import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../bin/loadtest.ts', import.meta.url));

it.each([
  ['is told nothing that it understands', ['--profile', 'huge']],
  ['must not load that target', ['--profile', 'smoke', '--target', 'https://meet.example.gov.in']],
  ['has nothing to hold the run to', ['--profile', 'smoke', '--gate']],
  ['is handed a baseline that is not there', ['--profile', 'smoke', '--baseline', '/nowhere/report.json']],
  ['takes a part of a load that nobody planned', ['--part', '2/3', '--stage', '/nowhere', '--wait', '0']],
  ['falls over', ['--profile', 'smoke', '--consent', '/nowhere/consent.json']],
])(
  'a command that %s broke no promise: its exit code is 2',
  (_what, args) => {
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', timeout: 20_000 });
    expect(stderr).not.toBe('');
    expect(status).toBe(2);
  },
  30_000,
);
