/**
 * Has the nodes of a region say of themselves that they are overloaded, in the registry that all of them read: the load of the
 * machine is the same for all who run on it, and getloadavg(3) asks the kernel, who cannot be told what to answer.
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf';
import { createClient } from '@redis/client';

/** Much more often than a node writes its record anew. */
const EVERY_MS = 50;
const LOAD = 99;

/** In protobuf a message that comes a second time is merged into the first, field by field. Fields: decode-node.ts of packages/media. */
const OVERLOADED = `
  local records = redis.call('HGETALL', 'nodes')
  for at = 1, #records, 2 do
    local record = records[at + 1]
    if string.find(record, ARGV[1], 1, true) and string.sub(record, -#ARGV[3]) ~= ARGV[3] then
      redis.call('HSET', 'nodes', records[at], record .. ARGV[2] .. ARGV[3])
    end
  end`;

/** Until the returned function is called. */
export async function keepOverloaded(redisUrl: string, region: string): Promise<() => void> {
  const client = createClient({ url: redisUrl });
  client.on('error', () => undefined); // it ends with the cluster
  await client.connect();
  const say = () => {
    const [head, tail] = saying(Math.floor(Date.now() / 1000));
    client.eval(OVERLOADED, { arguments: [Buffer.from(region), head, tail] }).catch(() => undefined);
  };
  const timer = setInterval(say, EVERY_MS);
  return () => {
    clearInterval(timer);
    client.destroy();
  };
}

/** `livekit.Node` with nothing but `stats`, in two parts: the second one is always the same. */
function saying(now: number): readonly [Buffer, Buffer] {
  const load = new BinaryWriter().tag(17, WireType.Varint).uint32(1);
  load.tag(18, WireType.Bit32).float(LOAD).tag(21, WireType.Bit32).float(LOAD);
  const tail = Buffer.from(load.finish());
  const updated = new BinaryWriter().tag(2, WireType.Varint).int64(now).finish();
  const field = new BinaryWriter()
    .tag(4, WireType.LengthDelimited)
    .uint32(updated.length + tail.length)
    .finish();
  return [Buffer.concat([field, updated]), tail];
}
