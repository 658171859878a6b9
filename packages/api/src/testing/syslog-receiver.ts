/** A receiver of syslog over TLS (RFC 5425) of a test's own: it reads frames as the RFC says, and dies when it is told to. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';

export type SyslogReceiver = Readonly<{
  port: number;
  /** Whole messages, in the order in which they came. */
  messages: string[];
  connections: TLSSocket[];
  close(): Promise<void>;
}>;

export type Behaviour = Readonly<{
  port?: number;
  /** Before each message is counted. False: the connection is torn down, and the message is not taken. */
  takes?: (message: string) => boolean;
  /** Instead of reading. */
  onConnection?: (socket: TLSSocket) => void;
}>;

export async function startSyslogReceiver(tls: TlsOptions, behaviour: Behaviour = {}): Promise<SyslogReceiver> {
  const messages: string[] = [];
  const connections: TLSSocket[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ minVersion: 'TLSv1.2', ...tls }, (socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
    if (behaviour.onConnection) return behaviour.onConnection(socket);
    let rest = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (let frame = firstFrame(rest); frame !== null; frame = firstFrame(rest)) {
        rest = rest.subarray(frame.end);
        if (behaviour.takes?.(frame.message) === false) return void socket.destroy();
        messages.push(frame.message);
      }
    });
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(behaviour.port ?? 0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/** "<length in bytes> <message>", or null while it is not whole. @throws Error for what is no frame */
function firstFrame(bytes: Buffer): Readonly<{ message: string; end: number }> | null {
  const blank = bytes.subarray(0, 10).indexOf(' ');
  if (blank === -1) {
    if (bytes.length > 10) throw new Error(`no frame: ${bytes.subarray(0, 20).toString()}`);
    return null;
  }
  const length = bytes.subarray(0, blank).toString();
  if (!/^[1-9]\d*$/.test(length)) throw new Error(`no length: ${length}`);
  const end = blank + 1 + Number(length);
  return bytes.length < end ? null : { message: bytes.subarray(blank + 1, end).toString('utf8'), end };
}
