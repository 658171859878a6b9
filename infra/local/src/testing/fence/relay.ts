/**
 * A way for the test that stands outside, which no network passes: a socket in a folder for each TCP port of the namespace
 * that this runs in. argv: the folder, the ports.
 */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { passTo } from './pass.ts';

const [folder = '', ...ports] = process.argv.slice(2);
const listening = ports.map(
  (port) =>
    new Promise<void>((resolve) => {
      createServer((from) => passTo(from, { host: '127.0.0.1', port: Number(port) })).listen(join(folder, port), resolve);
    }),
);
await Promise.all(listening);
process.stdin.resume().once('end', () => process.exit(0)); // the test is gone
console.log('ready');
