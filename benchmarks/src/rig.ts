import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Browser } from 'playwright-core';

/** The machine that a figure belongs to, on one line. A load well above zero before the start spoils times, not bytes. */
export const describeRig = (browser: Browser): string => `${describeMachine()}, Chromium ${browser.version()}`;

export function describeMachine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return [
    `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `${memory} GiB`,
    `Linux ${release()}`,
    `Node ${process.version}`,
    `load before ${load}`,
  ].join(', ');
}
