/** The registry that LiveKit's nodes share in Redis: whoever is in it may be given any room of the cluster. */
import { createClient, RESP_TYPES } from '@redis/client';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeNode } from './decode-node.ts';
import { type NodeRegistry, READ_MS } from './seen-node.ts';

// The names of its two hashes: pkg/routing/redisrouter.go.
const NODES = 'nodes';
const PLACES = 'room_node_map';
const LONGEST_WAIT_MS = 1_000;

/** @param url redis:// or rediss://, with the password in it. */
export function redisNodes(url: string): NodeRegistry {
  const client = createClient({
    url,
    disableOfflineQueue: true, // a question that waits for Redis to come back would be answered too late to be true
    maintNotifications: 'disabled',
    socket: { connectTimeout: READ_MS, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_WAIT_MS) },
  });
  // Whoever asks hears of it; without a listener a lost connection would end the process.
  client.on('error', () => undefined);
  const opened = client.connect().then(
    () => true,
    () => false,
  );
  const ready = () => Promise.race([opened, pause(READ_MS, false, { ref: false })]);

  return {
    async list() {
      await ready();
      // A map, for an object would lose the record of a node that calls itself `__proto__`.
      const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.MAP]: Map };
      const records = await inTime(client.withTypeMapping(typeMapping).hGetAll(NODES));
      return Array.from(records, ([nodeId, record]) => decodeNode(nodeId, record));
    },

    async placesOf(rooms) {
      if (rooms.length === 0) return new Map();
      await ready();
      const nodes = await inTime(client.hmGet(PLACES, [...rooms]));
      return new Map(rooms.flatMap((room, at) => (nodes[at] == null ? [] : [[room, nodes[at]] as const])));
    },

    async close() {
      client.destroy();
      await opened;
    },
  };
}

/** The client itself waits for an answer for as long as the connection stands, and that of a frozen server does. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(READ_MS, undefined, { ref: false, signal: over.signal }).then(() => {
    throw new Error(`Redis did not answer within ${READ_MS} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
