import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** Hands all bytes on, both ways, until either side ends. */
export function passTo(from: Socket, to: NetConnectOpts): void {
  const other = connect(to);
  from.pipe(other).pipe(from);
  for (const [one, peer] of [
    [from, other],
    [other, from],
  ] as const) {
    one.once('error', () => peer.destroy());
    one.once('close', () => peer.destroy());
  }
}
