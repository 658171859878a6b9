/**
 * Run inside a network namespace by nftables-in-kernel.test.ts.
 * `send <to>...`: one datagram to each `address|port`; what the kernel refuses to send is not an error here.
 * `ask <from> <to>`: sends from one address, prints the answer.   `echo <port>`: says "ready", answers whoever asks.
 */
import { createSocket, type Socket } from 'node:dgram';

const [what, ...words] = process.argv.slice(2);
const open = (address: string): Socket => createSocket(address.includes(':') ? 'udp6' : 'udp4');
const parsed = (word: string) => {
  const [address = '', port = ''] = word.split('|');
  return { address, port: Number(port) };
};

if (what === 'send') {
  for (const { address, port } of words.map(parsed)) {
    const socket = open(address);
    await new Promise<void>((resolve) => {
      socket.on('error', () => resolve());
      socket.send('x', port, address, () => resolve());
    });
    socket.close();
  }
} else if (what === 'ask') {
  const [from = '', to = ''] = words;
  const { address, port } = parsed(to);
  const socket = open(address);
  socket.on('message', (text) => {
    process.stdout.write(text);
    socket.close();
  });
  socket.bind(0, from, () => socket.send('asked', port, address));
} else {
  const { port } = parsed(`|${words[0] ?? ''}`);
  const socket = createSocket('udp6');
  socket.on('message', (_text, { address, port: back }) => socket.send('answered', back, address));
  socket.bind(port, '::', () => process.stdout.write('ready\n'));
}
