import { expect, test } from 'vitest';
import { stopInOrder, type Stoppable } from './stop-in-order.ts';

/** Leaves only when it is forced to, which no test waits longer for than it has to. */
function deaf(name: string, log: string[]): Stoppable {
  return {
    stop: (force) =>
      new Promise<void>((resolve) => {
        log.push(`${name} asked`);
        const end = () => {
          log.push(`${name} forced`);
          resolve();
        };
        if (force.aborted) end();
        else force.addEventListener('abort', end, { once: true });
      }),
  };
}

function polite(name: string, log: string[]): Stoppable {
  return {
    async stop() {
      log.push(`${name} asked`);
      await Promise.resolve();
      log.push(`${name} left`);
    },
  };
}

test('a group is asked when the one before it has left', async () => {
  const log: string[] = [];
  await stopInOrder([[polite('portal', log)], [polite('mail', log)], [polite('database', log)]], 60_000);
  expect(log).toEqual(['portal asked', 'portal left', 'mail asked', 'mail left', 'database asked', 'database left']);
});

test('however many do not listen, all are gone when the one time is up', { timeout: 2000 }, async () => {
  const log: string[] = [];
  await stopInOrder([[deaf('portal', log)], [deaf('livekit', log)], [deaf('database', log)]], 50);
  expect(log.filter((line) => line.endsWith('forced'))).toHaveLength(3);
});

test('when the time is up nobody waits for one that cannot even be forced', { timeout: 2000 }, async () => {
  const databaseLeft = Promise.withResolvers<undefined>();
  const hangs: Stoppable = { stop: () => databaseLeft.promise };
  const database: Stoppable = { stop: async () => databaseLeft.resolve(undefined) };
  await stopInOrder([[hangs], [database]], 50); // would never be over
});

test('what cannot be ended is named, and keeps no other from being ended', async () => {
  const log: string[] = [];
  const stuck: Stoppable = { stop: () => Promise.reject(new Error('end of process 7 not reached')) };
  await expect(stopInOrder([[stuck, polite('worker', log)], [polite('database', log)]], 60_000)).rejects.toThrow('process 7');
  expect(log).toEqual(['worker asked', 'worker left', 'database asked', 'database left']);
});
