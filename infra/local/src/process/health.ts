import { connect } from 'node:net';
import { loopback } from '../instance/ports.ts';

/** Resolves when the address answers with a success; else throws with what was answered instead. */
export async function requireHttp(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3000), redirect: 'manual' });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${body.slice(0, 200)}`.trim());
}

export function requireTcp(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: loopback, timeout: 2000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer on port ${port}`)));
    socket.once('error', reject);
  });
}
