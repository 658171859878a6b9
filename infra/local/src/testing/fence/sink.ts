/**
 * The only neighbour of a fenced-off platform: answers every name with its own addresses, so that whoever asks goes on to
 * talk to it, and prints each name. Run inside the sink's network namespace; argv: its addresses, IPv4 and IPv6.
 */
import { addressBytes } from '@sabha/domain/residency/address-bytes';
import { createSocket } from 'node:dgram';

const [four = '', six = ''] = process.argv.slice(2);
/** By the type of the record (RFC 1035, RFC 3596). */
const addresses = new Map([
  [1, addressBytes(four) ?? []],
  [28, addressBytes(six) ?? []],
]);

const listening = [four, six].map((address) => {
  const socket = createSocket(address === four ? 'udp4' : 'udp6');
  socket.on('message', (query, from) => {
    const { name, end } = nameIn(query);
    console.log(`asked ${name}`);
    socket.send(answerTo(query, end), from.port, from.address);
  });
  return new Promise<void>((resolve) => socket.bind(53, address, resolve));
});
await Promise.all(listening);
process.stdin.resume().once('end', () => process.exit(0)); // the test is gone
console.log('ready');

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

/** One record with an address; for any other type an answer without a record. */
function answerTo(query: Buffer, end: number): Buffer {
  const type = query.readUInt16BE(end - 4);
  const address = addresses.get(type);
  const header = Buffer.from(query.subarray(0, end));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  header.fill(0, 8, 12);
  if (address === undefined) return header;
  const record = [0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length, ...address];
  return Buffer.concat([header, Buffer.from(record)]);
}
