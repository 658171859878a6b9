/**
 * A whole platform, run inside a fence. argv: what it is started with, as JSON. Says its environment, as JSON, when it is
 * there; ends when its input does.
 */
import type { Place } from '../../instance/place.ts';
import type { Ports } from '../../instance/ports.ts';
import { startInstance } from '../../instance/start-instance.ts';

export type FencedInstance = Readonly<{ home: string; ports: Ports; place: Place }>;

const options = JSON.parse(process.argv[2] ?? '') as FencedInstance;
const instance = await startInstance({ ...options, durable: false, logLevel: 'warn' });
console.log(JSON.stringify(instance.env));
process.stdin.resume().once('end', () => {
  void instance.stop().then(() => process.exit(0));
});
