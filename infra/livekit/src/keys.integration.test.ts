/** Our list of keys against the server's own: a new version that knows others, or forgets some, is noticed here. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { livekitBinary, livekitVersion as versionThatRuns } from '../../local/src/parts/livekit-binary.ts';
import { renderLivekit } from './render.ts';
import { livekitShape, livekitVersion, type Shape } from './shape.ts';
import { fullSettings, testPolicy } from './testing/policy.ts';
import { template } from './testing/template.ts';

const run = promisify(execFile);
let folder: string;
let binary: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sabha-keys-'));
  binary = await livekitBinary({ env: process.env, signal: new AbortController().signal, progress: () => undefined });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the server says of a file when it is only to list its ports. */
async function verdictOn(text: string): Promise<string> {
  const file = join(folder, 'livekit.yaml');
  writeFileSync(file, text);
  const { stdout, stderr } = await run(binary, ['--config', file, 'ports'], { timeout: 20_000 });
  return stdout + stderr;
}

/** Every single value, by its path; lists and tables of any names have none that a flag could set. */
function valuesOf(shape: Shape, path = ''): readonly string[] {
  if (typeof shape === 'string') return shape === 'any' ? [] : [path];
  if (Array.isArray(shape) || '*' in shape) return [];
  return Object.entries(shape).flatMap(([name, inner]) => valuesOf(inner, path === '' ? name : `${path}.${name}`));
}

/** A value of the right kind for every key there is. */
function sampleOf(shape: Shape): unknown {
  if (shape === 'flag') return false;
  if (shape === 'number') return 1;
  if (typeof shape === 'string') return null;
  if (Array.isArray(shape)) return [sampleOf(shape[0] as Shape)];
  return Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name === '*' ? '1' : name, sampleOf(inner)]));
}

describe('the keys that the lint knows', () => {
  test('are of the version that runs', () => {
    expect(livekitVersion).toBe(versionThatRuns);
  });

  test('are those that the server lists', async () => {
    const { stdout } = await run(binary, ['help-verbose'], { timeout: 20_000 });
    const listed = [...stdout.matchAll(/^ +--([a-z][a-z0-9_.]*)\b.*generated/gm)].map(([, name = '']) => name);
    expect(listed.length).toBeGreaterThan(100);
    // The server gives no flag to a part that is behind a pointer, nor twice to what has a flag of an older kind.
    const silent = /^(redis\.tls\.|region$|rtc\.(node_ip|udp_port)$)/;
    expect(valuesOf(livekitShape).filter((path) => !listed.includes(path) && !silent.test(path))).toEqual([]);
    // As flags these have parts; in a file they are one text, and their parts are read as nothing.
    const inParts = /^rtc\.(node_ip|udp_port)\./;
    expect(listed.filter((name) => !valuesOf(livekitShape).includes(name) && !inParts.test(name))).toEqual([]);
  });

  test('are all taken by the server, and another is not', async () => {
    const all = sampleOf(livekitShape) as Record<string, unknown>;
    const written = (values: object) => stringify(values).replaceAll('"1":', '1:'); // layers are named by number
    expect(await verdictOn(written(all))).not.toMatch(/could not parse|error/i);
    expect(await verdictOn(written({ ...all, stun_servers: [] }))).toMatch(/field stun_servers not found/);
  });
});

test('the server takes the rendered file', async () => {
  const text = renderLivekit(template, { policy: testPolicy, siteId: 'del1', settings: fullSettings });
  expect(await verdictOn(text)).toContain('50000');
});
