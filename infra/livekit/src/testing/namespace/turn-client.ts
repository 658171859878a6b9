/** As much of a TURN client (RFC 5766) as it takes to ask a server by UDP to whom it would relay. */
import ipaddr from 'ipaddr.js';
import { createHash, createHmac } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export type Pass = Readonly<{ username: string; credential: string }>;

const ALLOCATE = 0x0003;
const CREATE_PERMISSION = 0x0008;
const SUCCESS = 0x0100;
const attribute = { username: 0x06, integrity: 0x08, peer: 0x12, realm: 0x14, nonce: 0x15, transport: 0x19 } as const;
const UDP = Buffer.from([17, 0, 0, 0]);
const COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
const PATIENCE_MS = 5_000;

type Attributes = readonly (readonly [type: number, value: Buffer])[];
type Answer = Readonly<{ isSuccess: boolean; attributes: ReadonlyMap<number, Buffer> }>;

/** One request at a time needs no transaction to tell answers apart; and all zero, it leaves an IPv6 peer's last bytes unmasked. */
const TRANSACTION = Buffer.alloc(12);

/**
 * Those of `peers` that the server permits to be relayed to.
 * @throws when it gives no relay at all: then nothing was asked.
 */
export async function permittedPeers(
  server: Readonly<{ host: string; port: number }>,
  pass: Pass,
  peers: readonly string[],
): Promise<readonly string[]> {
  const socket = createSocket(server.host.includes(':') ? 'udp6' : 'udp4');
  try {
    const ask = (type: number, attributes: Attributes, key?: Buffer) => exchange(socket, server, request(type, attributes, key));
    const challenge = await ask(ALLOCATE, [[attribute.transport, UDP]]);
    const realm = challenge.attributes.get(attribute.realm) ?? Buffer.alloc(0);
    const nonce = challenge.attributes.get(attribute.nonce) ?? Buffer.alloc(0);
    const key = createHash('md5').update(`${pass.username}:${realm.toString()}:${pass.credential}`).digest();
    const signed: Attributes = [
      [attribute.username, Buffer.from(pass.username)],
      [attribute.realm, realm],
      [attribute.nonce, nonce],
    ];
    const relay = await ask(ALLOCATE, [[attribute.transport, UDP], ...signed], key);
    if (!relay.isSuccess) throw new Error(`${server.host} gave no relay`);
    const permitted: string[] = [];
    for (const peer of peers) {
      const answer = await ask(CREATE_PERMISSION, [[attribute.peer, peerValue(peer)], ...signed], key);
      if (answer.isSuccess) permitted.push(peer);
    }
    return permitted;
  } finally {
    socket.close();
  }
}

function request(type: number, attributes: Attributes, key?: Buffer): Buffer {
  const body = Buffer.concat(attributes.map(([kind, value]) => encoded(kind, value)));
  const head = (length: number) => Buffer.concat([word(type), word(length), COOKIE, TRANSACTION]);
  if (key === undefined) return Buffer.concat([head(body.length), body]);
  // The integrity covers a header that counts it in already (RFC 5389, 15.4).
  const covered = Buffer.concat([head(body.length + 24), body]);
  return Buffer.concat([covered, encoded(attribute.integrity, createHmac('sha1', key).update(covered).digest())]);
}

/** XOR-PEER-ADDRESS, port 9. */
function peerValue(peer: string): Buffer {
  const bytes = ipaddr.parse(peer).toByteArray();
  const masked = bytes.map((byte, index) => byte ^ (COOKIE[index] ?? 0));
  return Buffer.concat([Buffer.from([0, bytes.length === 4 ? 1 : 2]), word(9 ^ 0x2112), Buffer.from(masked)]);
}

async function exchange(
  socket: Socket,
  { host, port }: Readonly<{ host: string; port: number }>,
  message: Buffer,
): Promise<Answer> {
  const answer = once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
  socket.send(message, port, host);
  const [bytes] = (await answer) as [Buffer];
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 2);
    attributes.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + padding(length);
  }
  return { isSuccess: (bytes.readUInt16BE(0) & 0x0110) === SUCCESS, attributes };
}

const word = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const padding = (length: number): number => (4 - (length % 4)) % 4;
const encoded = (type: number, value: Buffer): Buffer =>
  Buffer.concat([word(type), word(value.length), value, Buffer.alloc(padding(value.length))]);
