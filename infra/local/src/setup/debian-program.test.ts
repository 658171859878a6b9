import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bringProgram, chromium, nginx, programPath } from './debian-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-program-'));
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

test('the set-up is content with a program anywhere on PATH, and names that one to all', async () => {
  const file = join(folder, 'chromium');
  writeFileSync(file, '', { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  expect(await bringProgram(chromium, bringing())).toBe(file);
  expect(programPath(chromium)).toBe(file);
});

test('who is not root and has none is told what to install, and nothing is tried', async () => {
  vi.stubEnv('PATH', folder);
  await expect(bringProgram(chromium, { ...bringing(), isRoot: false })).rejects.toMatchObject({
    line: 'chromium: is missing, and only root can install it -> install the package chromium, or put a chromium on PATH',
  });
  expect(() => programPath(chromium)).toThrow('is missing');
});

test('a file of that name that cannot be run is none', () => {
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
  vi.stubEnv('PATH', folder);
  expect(() => programPath(chromium)).toThrow('is missing');
});

test("root without one gets Debian's by apt-get, from new lists, and no service of it is started", async () => {
  const asked = join(folder, 'asked');
  const install = `[ "$1" = install ] && printf '#!/bin/sh\\n' > ${folder}/nginx && /bin/chmod +x ${folder}/nginx`;
  const apt = `#!/bin/sh\necho "$SYSTEMD_OFFLINE$RUNLEVEL $@" >> ${asked}\n${install}\nexit 0\n`;
  writeFileSync(join(folder, 'apt-get'), apt, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  expect(await bringProgram(nginx, { ...bringing(), isRoot: true })).toBe(join(folder, 'nginx'));
  expect(readFileSync(asked, 'utf8').trim().split('\n')).toEqual([
    '11 update',
    '11 install --yes --no-install-recommends nginx libnginx-mod-stream',
  ]);
});
