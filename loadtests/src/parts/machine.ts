import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Of this start of this machine, or of this container: whose process numbers mean the same here (Linux, random(4)). */
export async function thisMachine(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()} ${hostname()}`;
}
