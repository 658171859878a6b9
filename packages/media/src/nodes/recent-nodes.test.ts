import { expect, it } from 'vitest';
import { recentNodes } from './recent-nodes.ts';
import type { SeenNode } from './seen-node.ts';

const node: SeenNode = {
  nodeId: 'ND_a',
  addresses: ['192.0.2.1'],
  region: 'in-north',
  state: 'serving',
  updatedAt: new Date(0),
  load: 0.1,
  rooms: 0,
  clients: 0,
};

function watched(list: () => Promise<readonly SeenNode[]>) {
  const seen = { asked: 0, now: new Date(1_000_000) };
  const read = recentNodes({ list: () => (seen.asked++, list()) }, () => seen.now);
  return { seen, read };
}

it('asks once for all who come within two seconds, and anew for the next', async () => {
  const { seen, read } = watched(() => Promise.resolve([node]));
  const readings = await Promise.all([read(), read(), read()]);
  expect(readings.map(({ nodes }) => nodes)).toEqual([[node], [node], [node]]);
  seen.now = new Date(1_001_999);
  expect(await read()).toEqual({ nodes: [node], now: seen.now, problem: null });
  expect(seen.asked).toBe(1);
  seen.now = new Date(1_002_000);
  await read();
  expect(seen.asked).toBe(2);
});

it('asks anew when the clock was set back', async () => {
  const { seen, read } = watched(() => Promise.resolve([node]));
  await read();
  seen.now = new Date(0);
  await read();
  expect(seen.asked).toBe(2);
});

it('has no nodes when they cannot be read, whatever there was before', async () => {
  let isReadable = true;
  const { seen, read } = watched(() => (isReadable ? Promise.resolve([node]) : Promise.reject(new Error('gone'))));
  await read();
  isReadable = false;
  seen.now = new Date(1_002_000);
  const both = await Promise.all([read(), read()]);
  expect(both).toMatchObject([
    { nodes: [], problem: 'gone' },
    { nodes: [], problem: 'gone' },
  ]);
  expect(seen.asked).toBe(2);
  isReadable = true;
  expect(await read(), 'a failure is not kept').toMatchObject({ nodes: [node], problem: null });
});
