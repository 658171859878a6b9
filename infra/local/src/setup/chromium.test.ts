import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { launchChromium } from '../../../../benchmarks/src/chromium.ts';
import { launchBrowser, serveBrowser } from '../../../../e2e/platform/browser.ts';
import { bringChromium, chromiumPath } from './chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-chromium-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const bringing = () => ({
  progress: () => undefined,
  logFile: join(folder, 'log'),
  signal: new AbortController().signal,
});

/** Somewhere else than where Debian puts it, before everything; it only leaves word that it was run. */
function chromiumElsewhere(): Readonly<{ file: string; wasRun: string }> {
  const file = join(folder, 'chromium');
  const wasRun = join(folder, 'was-run');
  writeFileSync(file, `#!/bin/sh\ntouch ${wasRun}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  return { file, wasRun };
}

test('the set-up is content with a Chromium anywhere on PATH, and names that one to all', async () => {
  const { file } = chromiumElsewhere();
  expect(await bringChromium(bringing())).toBe(file);
  expect(chromiumPath()).toBe(file);
});

test.each([
  ['end-to-end tests', launchBrowser],
  ['end-to-end tests that kill it', serveBrowser],
  ['benchmarks', launchChromium],
])('%s run the one that the set-up found', async (_, launch) => {
  const { wasRun } = chromiumElsewhere();
  await expect(launch()).rejects.toThrow();
  expect(existsSync(wasRun)).toBe(true);
});

test('who is not root and has none is told what to install, and nothing is tried', async () => {
  vi.stubEnv('PATH', folder);
  await expect(bringChromium({ ...bringing(), isRoot: false })).rejects.toMatchObject({
    line: 'chromium: is missing, and only root can install it -> install the package chromium, or put a chromium on PATH',
  });
  expect(() => chromiumPath()).toThrow('is missing');
});

test('a file of that name that cannot be run is none', () => {
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
  vi.stubEnv('PATH', folder);
  onTestFinished(() => vi.unstubAllEnvs());
  expect(() => chromiumPath()).toThrow('is missing');
});
