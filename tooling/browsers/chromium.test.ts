/** Whoever opens a browser opens the one that the set-up found: else a machine that passed it fails every such test. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { launchChromium } from '../../benchmarks/src/chromium.ts';
import { launchBrowser, serveBrowser } from '../../e2e/platform/browser.ts';

test.each([
  ['end-to-end tests', launchBrowser],
  ['end-to-end tests that kill it', serveBrowser],
  ['benchmarks', launchChromium],
])('%s run the first Chromium on PATH, wherever that is', async (_, launch) => {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-chromium-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const wasRun = join(folder, 'was-run');
  writeFileSync(join(folder, 'chromium'), `#!/bin/sh\ntouch ${wasRun}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  await expect(launch()).rejects.toThrow();
  expect(existsSync(wasRun)).toBe(true);
});
