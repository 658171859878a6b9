import { BinaryWriter, WireType } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNode } from './decode-node.ts';

const silent = {
  nodeId: 'ND_a',
  addresses: [],
  region: null,
  state: null,
  updatedAt: null,
  load: null,
  rooms: null,
  clients: null,
};

type Change = Partial<Record<'id' | 'ip' | 'region', string>> & Partial<Record<'state' | 'processors' | 'load', number>>;

function record({ id = 'ND_a', ip = '192.0.2.1', region = 'in-north', state = 1, processors = 4, load = 0.25 }: Change = {}) {
  const stats = new BinaryWriter();
  stats.tag(1, WireType.Varint).int64(1_795_000_000).tag(2, WireType.Varint).int64(1_795_600_000);
  stats.tag(3, WireType.Varint).int32(2).tag(4, WireType.Varint).int32(5).tag(7, WireType.Varint).uint64(9_000_000_000_000);
  if (processors > 0) stats.tag(17, WireType.Varint).uint32(processors);
  if (load > 0) stats.tag(21, WireType.Bit32).float(load);
  stats.tag(50, WireType.LengthDelimited).bytes(Uint8Array.of(8, 1));
  const node = new BinaryWriter().tag(1, WireType.LengthDelimited).string(id).tag(2, WireType.LengthDelimited).string(ip);
  node.tag(3, WireType.Varint).uint32(4).tag(4, WireType.LengthDelimited).bytes(stats.finish());
  if (state > 0) node.tag(6, WireType.Varint).int32(state);
  if (region !== '') node.tag(7, WireType.LengthDelimited).string(region);
  return node.finish();
}

describe('a node by its own word', () => {
  it('is read whole', () => {
    expect(decodeNode('ND_a', record())).toEqual({
      nodeId: 'ND_a',
      addresses: ['192.0.2.1'],
      region: 'in-north',
      state: 'serving',
      updatedAt: new Date(1_795_600_000_000),
      load: 0.25,
      rooms: 2,
      clients: 5,
    });
  });

  it.each([
    ['starts up', { state: 0 }, { state: null }],
    ['drains', { state: 2 }, { state: 'draining' }],
    ['is suspended', { state: 3 }, { state: null }],
    ['is in a state of a later version', { state: 9 }, { state: null }],
    ['has no address', { ip: '' }, { addresses: [] }],
    ['has no region', { region: '' }, { region: '' }],
    ['has not measured its load yet', { processors: 0, load: 0 }, { load: null }],
    ['idles', { load: 0 }, { load: 0 }],
  ])('that %s', (_what, change, expected) => {
    expect(decodeNode('ND_a', record(change))).toMatchObject(expected);
  });

  it('says nothing when it names another node than its key', () => {
    expect(decodeNode('ND_a', record({ id: 'ND_b' }))).toEqual(silent);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no protobuf', new TextEncoder().encode('{"id":"ND_a"}')],
    ['a part', record().subarray(0, 12)],
    ['a name that is no text', record().map((byte, at) => (at === 3 ? 0xff : byte))],
    ['a name that is a number', new BinaryWriter().tag(1, WireType.Varint).uint32(1).finish()],
  ])('says nothing when its record is %s', (_what, bytes) => {
    expect(decodeNode('ND_a', bytes)).toEqual(silent);
  });

  it('is never left out, and never made up: any bytes give a node, and a broken record gives one without an address', () => {
    const whole = record();
    const flipped = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), flipped), (broken) => {
        const bytes =
          broken instanceof Uint8Array ? broken : whole.map((byte, at) => (at === broken[0] ? byte ^ broken[1] : byte));
        const node = decodeNode('ND_a', bytes);
        expect(node.nodeId).toBe('ND_a');
        if (broken instanceof Uint8Array) expect(node).toEqual(silent);
      }),
      { numRuns: 5000 },
    );
  });
});
