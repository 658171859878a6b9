import { policyStatement } from '@sabha/domain/residency/policy-note';
import { signNote } from '@sabha/audit/note';
import { testPolicyText } from '@sabha/livekit-config/testing/policy';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { certificateFiles } from './host-files.ts';
import { prepareHost } from './prepare-host.ts';
import { givenEnv, hostEnv, policySigner } from './testing/host.ts';
import { composeFolder, templates } from './testing/repository.ts';

const written = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');

/** What an operator has put there before the first run. */
function newHost(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sabha-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'host/tls'), { recursive: true });
  writeFileSync(join(folder, '.env'), written(hostEnv));
  writeFileSync(join(folder, 'host/given.env'), written(givenEnv));
  const sha256 = createHash('sha256').update(testPolicyText).digest('hex');
  writeFileSync(join(folder, 'host/residency.yaml'), testPolicyText);
  writeFileSync(join(folder, 'host/residency.yaml.note'), signNote(policyStatement({ version: 1, sha256 }), policySigner.signer));
  for (const { name } of certificateFiles) writeFileSync(join(folder, 'host', name), 'x');
  return folder;
}

const prepare = (folder: string) => prepareHost({ folder, templates, isRoot: false });

test('everything that compose.yaml mounts is there afterwards', async () => {
  const folder = newHost();
  const { missing } = await prepare(folder);
  expect(missing).toEqual([]);
  const named = readFileSync(join(composeFolder, 'compose.yaml'), 'utf8').matchAll(/\.\/host\/[\w./-]+/g);
  const paths = [...new Set([...named].map(([path]) => path))];
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
});

test('nothing secret is readable by anybody else', async () => {
  const folder = newHost();
  await prepare(folder);
  const open = readdirSync(join(folder, 'host'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (statSync(join(entry.parentPath, entry.name)).mode & 0o077) !== 0)
    .map(({ name }) => name);
  expect(open.sort()).toEqual(['given.env', 'residency.yaml', 'residency.yaml.note']);
});

test('a second run changes no secret', async () => {
  const folder = newHost();
  const { receiptVerifier } = await prepare(folder);
  const before = readFileSync(join(folder, 'host/portal.env'), 'utf8');
  expect((await prepare(folder)).receiptVerifier).toBe(receiptVerifier);
  expect(readFileSync(join(folder, 'host/portal.env'), 'utf8')).toBe(before);
});

test('it says which certificates are still missing', async () => {
  const folder = newHost();
  rmSync(join(folder, 'host/tls/turn.key'));
  expect((await prepare(folder)).missing).toEqual(['tls/turn.key']);
});

test('without a policy that somebody who may has signed, there is nothing', async () => {
  const folder = newHost();
  writeFileSync(join(folder, 'host/residency.yaml'), `${testPolicyText}# changed\n`);
  await expect(prepare(folder)).rejects.toThrow(/changed after it was signed/);
  expect(existsSync(join(folder, 'host/livekit.yaml'))).toBe(false);
});

test.each([
  ['portal', 'portalEnv'],
  ['worker', 'workerEnv'],
])('the %s takes the settings that were made for it', async (app, name) => {
  const folder = newHost();
  await prepare(folder);
  const module = pathToFileURL(join(composeFolder, `../../apps/${app}/src/env.ts`)).href;
  const script = `const { ${name} } = await import(${JSON.stringify(module)}); console.log(${name}().PUBLIC_URL);`;
  const words = [`--env-file=${join(folder, `host/${app}.env`)}`, '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, words, { encoding: 'utf8', env: {} })).toBe('https://sabha.example\n');
});
