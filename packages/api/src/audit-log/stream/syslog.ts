/**
 * Syslog over TLS (RFC 5425). It has no acknowledgement, and a write that succeeded has reached no more than this machine's own
 * buffer. So each batch has a connection of its own: it is written, the connection is still up a moment later, we say that we are
 * done, and the receiver, who has to answer that (4.4), closes as well. Even so it may have died over what it had read: a batch
 * counts as arrived only when the next connection went well, too.
 */
import { once } from 'node:events';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { type Destination, NotDelivered } from './destination.ts';
import { syslogFrame, type SyslogShape } from './syslog-frame.ts';
import { tlsOptions, type Trust } from './tls.ts';

export type SyslogReceiver = Readonly<{ host: string; port: number; trust: Trust; patience?: Partial<SyslogPatience> }> &
  SyslogShape;

/** In milliseconds. */
export type SyslogPatience = Readonly<{
  /** For a receiver that does not answer, takes nothing more, or does not close. */
  silence: number;
  /** How long after the last byte the connection has to be up: longer than a way there and back. */
  settling: number;
}>;

export function syslogDestination(receiver: SyslogReceiver): Destination {
  const { host, port } = receiver;
  const patience = { silence: 20_000, settling: 500, ...receiver.patience };
  return {
    name: `syslog ${host}:${String(port)}`,
    kind: 'syslog',
    acknowledges: false,
    host,
    async deliver(entries) {
      const line = open(receiver, patience.silence);
      try {
        await line.until('secureConnect');
        for (const entry of entries) await line.write(syslogFrame(entry, receiver));
        await line.staysUp(patience.settling);
        await line.sayGoodbye();
      } finally {
        line.socket.destroy();
      }
    },
  };
}

/** Each throws NotDelivered when the connection breaks, or nothing happens any more. */
type Line = Readonly<{
  socket: TLSSocket;
  until(event: 'secureConnect'): Promise<void>;
  /** Resolves when this machine has taken it to send: a slow receiver slows us down. */
  write(frame: Uint8Array): Promise<void>;
  staysUp(ms: number): Promise<void>;
  /** Closes, and waits until the receiver, who has to answer that, has closed as well. */
  sayGoodbye(): Promise<void>;
}>;

function open({ host, port, trust }: SyslogReceiver, silence: number): Line {
  const socket = connect({ host, port, ...(isIP(host) === 0 && { servername: host }), ...tlsOptions(trust) });
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => undefined); // it may be over when nobody waits any more
  const closed = () => over.reject(new NotDelivered('the receiver closed the connection'));
  socket.on('error', (error: Error) => over.reject(brokenBy(error)));
  let isDone = false;
  socket.on('end', () => {
    if (!isDone) closed();
  });
  socket.on('close', closed);
  socket.setTimeout(silence, () => over.reject(new NotDelivered(`the receiver was silent for ${String(silence)} ms`)));
  socket.resume(); // whatever it says: nothing is read, and its end is noticed
  return {
    socket,
    async until(event) {
      await Promise.race([over.promise, once(socket, event)]);
    },
    write: (frame) => Promise.race([over.promise, new Promise<void>((resolve) => void socket.write(frame, () => resolve()))]),
    staysUp: (ms) => Promise.race([over.promise, wait(ms)]),
    async sayGoodbye() {
      isDone = true;
      socket.end();
      await Promise.race([over.promise, once(socket, 'end')]);
    },
  };
}

/** Codes of Node and OpenSSL, such as ECONNREFUSED and CERT_HAS_EXPIRED: no text of the other side. */
const brokenBy = (error: Error): NotDelivered => {
  if (error instanceof NotDelivered) return error;
  return new NotDelivered(`the connection failed: ${(error as NodeJS.ErrnoException).code ?? error.name}`);
};
