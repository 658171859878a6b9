import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PartProcess } from '../parts/part.ts';
import { SupervisedPart, type PartState } from './supervised-part.ts';

const sleeper = (cwd: string): PartProcess => ({
  name: 'mail',
  command: 'sleep',
  args: ['600'],
  env: {},
  cwd,
  ports: [],
  address: '',
  version: '',
  stopSignal: 'SIGTERM',
  stopGraceMs: 1000,
  startWithinMs: 5000,
  requireHealthy: () => Promise.resolve(),
});

test('each process is told before it is healthy, so that the record leads to it when the runner is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-part-'));
  const told: (readonly [PartState, number | undefined])[] = [];
  const back = Promise.withResolvers<undefined>();
  const part: SupervisedPart = new SupervisedPart(sleeper(folder), join(folder, 'log'), (event) => {
    if (event.kind === 'changed') told.push([event.state, part.process?.pid]);
    if (event.kind === 'recovered') back.resolve(undefined);
  });
  onTestFinished(async () => {
    await part.stop(AbortSignal.abort());
    rmSync(folder, { recursive: true });
  });
  await part.start();
  const first = part.process?.pid;
  process.kill(first ?? 0, 'SIGKILL');
  await back.promise;
  const second = part.process?.pid;
  expect(told).toEqual([
    ['starting', first],
    ['healthy', first],
    ['restarting', first],
    ['restarting', second],
    ['healthy', second],
  ]);
});
