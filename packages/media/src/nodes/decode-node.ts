/** LiveKit's own record of a node, as it puts it into Redis: protobuf `livekit.Node` (livekit_internal.proto, v1.13.5). */
import { BinaryReader, WireType } from '@bufbuild/protobuf';
import type { SeenNode } from './seen-node.ts';

/**
 * What cannot be read, or names another node than its key does, is a node that says nothing of itself: the fence takes it
 * for a stranger. It is never left out.
 */
export function decodeNode(nodeId: string, record: Uint8Array): SeenNode {
  try {
    const { id, ip, region, state, stats } = readNode(record);
    if (id === nodeId) return { nodeId, addresses: ip === '' ? [] : [ip], region, state: states.get(state) ?? null, ...stats };
  } catch {
    // falls through to a node that said nothing
  }
  return { nodeId, addresses: [], region: null, state: null, ...silent };
}

/** NodeState: one that starts up (0) or is suspended (3) takes nobody, and neither does one in a state of a later version. */
const states: ReadonlyMap<number, NonNullable<SeenNode['state']>> = new Map([
  [1, 'serving'],
  [2, 'draining'],
]);

type Stats = Pick<SeenNode, 'updatedAt' | 'load' | 'rooms' | 'clients'>;
const silent: Stats = { updatedAt: null, load: null, rooms: null, clients: null };

function readNode(record: Uint8Array) {
  const node = { id: '', ip: '', region: '', state: 0, stats: silent };
  readFields(record, {
    1: [WireType.LengthDelimited, (reader) => (node.id = reader.string())],
    2: [WireType.LengthDelimited, (reader) => (node.ip = reader.string())],
    4: [WireType.LengthDelimited, (reader) => (node.stats = readStats(reader.bytes()))],
    6: [WireType.Varint, (reader) => (node.state = reader.int32())],
    7: [WireType.LengthDelimited, (reader) => (node.region = reader.string())],
  });
  return node;
}

function readStats(record: Uint8Array): Stats {
  // proto3 leaves out what is zero.
  const stats = { updatedAt: 0, rooms: 0, clients: 0, processors: 0, load: 0 };
  readFields(record, {
    2: [WireType.Varint, (reader) => (stats.updatedAt = Number(reader.int64()))],
    3: [WireType.Varint, (reader) => (stats.rooms = reader.int32())],
    4: [WireType.Varint, (reader) => (stats.clients = reader.int32())],
    17: [WireType.Varint, (reader) => (stats.processors = reader.uint32())],
    21: [WireType.Bit32, (reader) => (stats.load = reader.float())],
  });
  const { updatedAt, processors, load, rooms, clients } = stats;
  // Before its first measurement a node knows no processors, and its load of 0 is none.
  return { updatedAt: new Date(updatedAt * 1000), load: processors > 0 ? load : null, rooms, clients };
}

type Field = readonly [WireType, (reader: BinaryReader) => unknown];

function readFields(record: Uint8Array, fields: Readonly<Record<number, Field>>): void {
  const reader = new BinaryReader(record, new TextDecoder('utf-8', { fatal: true }));
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    const field = fields[number];
    if (!field) reader.skip(type);
    else if (field[0] === type) field[1](reader);
    else throw new RangeError(`field ${number} has wire type ${type}`);
  }
}
