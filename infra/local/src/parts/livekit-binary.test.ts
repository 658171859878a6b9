import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { livekitBinary } from './livekit-binary.ts';

/** A machine without livekit-server, and with a Go that answers with this version and can do nothing else. */
function machineWithGo(version: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-go-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'go'), `#!/bin/sh\n[ "$1" = env ] && echo ${version} && exit\necho built nothing >&2; exit 1\n`, {
    mode: 0o755,
  });
  const env = { PATH: folder, SABHA_CACHE: folder };
  return { env, signal: new AbortController().signal, progress: () => undefined };
}

test.each([
  ['go1.21.5', /Go is go1\.21\.5, too old to build livekit-server .* -> install Go 1\.26 or newer/],
  ['go1.25.12', /Go is go1\.25\.12, too old/],
  ['go1.26.0', /go install .* failed: built nothing/],
  ['go2.0', /failed: built nothing/],
])('with %s it says what stands in the way', async (version, line) => {
  await expect(livekitBinary(machineWithGo(version))).rejects.toMatchObject({ line: expect.stringMatching(line) as unknown });
});

test('a Go that is new enough builds exactly this version once, and the next start finds it', async () => {
  const machine = machineWithGo('go1.26.0');
  const go = `#!/bin/sh
[ "$1" = env ] && echo go1.26.0 && exit
echo "$@" >> ${machine.env.SABHA_CACHE}/asked
printf '#!/bin/sh\\necho livekit-server version 1.13.5\\n' > "$GOBIN/server"
/bin/chmod +x "$GOBIN/server"
`;
  writeFileSync(join(machine.env.PATH, 'go'), go, { mode: 0o755 });
  const built = join(machine.env.SABHA_CACHE, 'livekit-server-1.13.5');
  for (let start = 0; start < 2; start += 1) expect(await livekitBinary(machine)).toBe(built);
  const asked = readFileSync(join(machine.env.SABHA_CACHE, 'asked'), 'utf8');
  expect(asked).toBe('install -v github.com/livekit/livekit-server/cmd/server@v1.13.5\n');
  expect(readdirSync(machine.env.SABHA_CACHE).toSorted()).toEqual(['asked', 'go', 'livekit-server-1.13.5']);
});
