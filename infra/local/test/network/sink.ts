/**
 * The only neighbour of a fenced-off platform: answers every name with its own address, so that whoever asks goes on to
 * talk to it, and prints each name. Run inside the sink's network namespace; argv: the address to listen on.
 */
import { createSocket } from 'node:dgram';

const address = process.argv[2] ?? '';
const socket = createSocket('udp4');

socket.on('message', (query, from) => {
  const { name, end } = nameIn(query);
  console.log(`asked ${name}`);
  socket.send(answerTo(query, end), from.port, from.address);
});
socket.bind(53, address, () => console.log('ready'));

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

/** One A record; for any other type an answer without a record. */
function answerTo(query: Buffer, end: number): Buffer {
  const wantsAddress = query.readUInt16BE(end - 4) === 1;
  const header = Buffer.from(query.subarray(0, end));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(wantsAddress ? 1 : 0, 6);
  header.fill(0, 8, 12);
  if (!wantsAddress) return header;
  const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)];
  return Buffer.concat([header, Buffer.from(record)]);
}
