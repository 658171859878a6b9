import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export type Listener = Readonly<{ port: number; heard(): number; close(): Promise<void> }>;

/** Counts the packets that reach an address; answers none. */
export async function listenUdp(address: string): Promise<Listener> {
  let packets = 0;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', () => (packets += 1));
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return {
    port: socket.address().port,
    heard: () => packets,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** Counts the connections that are opened to an address. */
export async function listenTcp(address: string): Promise<Listener> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const given = server.address();
  if (given === null || typeof given === 'string') throw new Error('no port');
  return {
    port: given.port,
    heard: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
