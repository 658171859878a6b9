import { createServer } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { singleNode } from './single-node.ts';

type Said = { health: number; node: string; cpu: number; startedAt: number; processors: number | string };

/** A media server that says what it is told to. */
async function startServer(first: Partial<Said> = {}) {
  const said: Said = { health: 200, node: 'ND_a', cpu: 4, startedAt: Date.now() / 1000 - 10, processors: 4, ...first };
  const server = createServer(({ url }, response) => {
    if (url !== '/metrics') return void response.writeHead(said.health).end('OK');
    const labels = `{node_id="${said.node}",node_type="SERVER"}`;
    response.end(
      `# TYPE livekit_room_total gauge\nlivekit_room_total${labels} 3\nlivekit_participant_total${labels} 17\n` +
        `process_cpu_seconds_total ${said.cpu}\nprocess_start_time_seconds ${said.startedAt}\n` +
        `go_sched_gomaxprocs_threads ${said.processors}\n`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const registry = singleNode({ apiUrl, metricsUrl: `${apiUrl}/metrics`, addresses: ['192.0.2.1'], region: 'in-north' });
  return { said, registry, load: async () => (await registry.list())[0]?.load };
}

/** Only the date is ours: the network keeps its own time. */
function clock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

it('is one node, with the address and region it was configured with', async () => {
  clock();
  const { registry } = await startServer();
  const node = { nodeId: 'ND_a', addresses: ['192.0.2.1'], region: 'in-north', state: 'serving', rooms: 3, clients: 17 };
  expect(await registry.list()).toEqual([{ ...node, updatedAt: new Date(), load: 0.1 }]);
  expect(await registry.placesOf(['m'])).toBeNull();
});

it('measures its load since it started, then since the last look, and anew after a restart', async () => {
  clock();
  const { said, load } = await startServer();
  expect(await load()).toBeCloseTo(0.1);
  vi.advanceTimersByTime(2000);
  said.cpu += 6;
  expect(await load()).toBeCloseTo(0.75);
  vi.advanceTimersByTime(10);
  said.cpu += 0.01;
  expect(await load(), 'too soon to measure').toBeCloseTo(0.75);
  vi.advanceTimersByTime(2000);
  Object.assign(said, { node: 'ND_b', cpu: 1, startedAt: Date.now() / 1000 - 1 });
  expect(await load()).toBeCloseTo(0.25);
});

it('does not know its load when its counter went back', async () => {
  clock();
  const { said, load } = await startServer();
  await load();
  vi.advanceTimersByTime(2000);
  said.cpu -= 1;
  expect(await load()).toBeNull();
});

it.each([
  ['its health says no', { health: 406 }],
  ['it has no name', { node: '' }],
  ['a number is missing', { processors: 'unknown' }],
])('is not there when %s', async (_why, first) => {
  const { registry } = await startServer(first);
  await expect(registry.list()).rejects.toThrow();
});
