/** A time server of a test, on this machine: what RFC 5905 wants of a server's answer, with a time of the test's own. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export type TestTimeServer = Readonly<{ host: string; port: number; close(): Promise<void> }>;

const ERA_MS = 2_208_988_800_000;

/** @param now milliseconds since 1970 */
export async function timeServerAt(now: () => number): Promise<TestTimeServer> {
  const socket = createSocket('udp4');
  socket.on('message', (request, { port, address }) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0b00_100_100;
    answer[1] = 2;
    request.copy(answer, 24, 40, 48);
    const ms = now() + ERA_MS;
    for (const at of [32, 40]) {
      answer.writeUInt32BE(Math.floor(ms / 1000) % 2 ** 32, at);
      answer.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
    }
    socket.send(answer, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let isOpen = true;
  return {
    host: '127.0.0.1',
    port: socket.address().port,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      socket.close();
      await once(socket, 'close');
    },
  };
}
