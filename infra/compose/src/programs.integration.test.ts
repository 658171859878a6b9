/** The programs that compose.yaml runs are asked what they make of their configuration, where they are to be had. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../local/src/process/wait-until.ts';
import type {} from '../../local/src/testing/provided.ts';
import { composeFolder, readHere } from './testing/repository.ts';
import { testPolicy } from '@sabha/livekit-config/testing/policy';
import { hostFiles } from './host-files.ts';
import { readSettings } from './host-settings.ts';
import { fixedSecrets, givenEnv, hostEnv } from './testing/host.ts';
import { templates } from './testing/repository.ts';

const at = (name: string) => [`/usr/bin/${name}`, `/usr/sbin/${name}`, `/usr/local/bin/${name}`].find((path) => existsSync(path));
const [chronyd, redisServer] = [at('chronyd'), at('redis-server')];
const unless = (program: string | undefined, name: string) => (program === undefined ? ` (skipped: there is no ${name})` : '');

test.skipIf(chronyd === undefined)(`chronyd takes its configuration${unless(chronyd, 'chronyd')}`, () => {
  const said = execFileSync(chronyd ?? '', ['-p', '-f', join(composeFolder, 'chrony/chrony.conf')], { encoding: 'utf8' });
  expect(said).toContain('minsources 2');
});

test.skipIf(redisServer === undefined)(
  `Redis takes its configuration: a password, nothing on disk, no way to change either${unless(redisServer, 'redis-server')}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sabha-redis-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const secrets = fixedSecrets();
    const { redis, redisReader } = secrets;
    const settings = readSettings({ ...hostEnv, ...givenEnv });
    const made = hostFiles({ policy: testPolicy, settings, secrets, templates }).find(({ name }) => name === 'redis.conf');
    writeFileSync(join(folder, 'secret.conf'), made?.content ?? '');
    const socket = join(folder, 'socket');
    const config = readHere('redis/redis.conf')
      .replace('/run/secrets/redis.conf', join(folder, 'secret.conf'))
      .replace('port 6379', `port 0\nunixsocket ${socket}\ndir ${folder}`);
    writeFileSync(join(folder, 'redis.conf'), config);
    const child = spawn(redisServer ?? '', [join(folder, 'redis.conf')], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ask = (...words: readonly string[]) =>
      execFileSync('redis-cli', ['-s', socket, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    await waitUntil('Redis', () => expect(ask('ping')).toMatch(/NOAUTH/), { withinMs: 10_000 });
    expect(ask('-a', redis, 'ping')).toBe('PONG\n');
    expect(ask('-a', redis, 'info', 'memory')).toMatch(/maxmemory:268435456/);
    for (const word of ['config', 'debug', 'shutdown', 'module']) expect(ask('-a', redis, word)).toMatch(/unknown command/);
    const asReader = (...words: readonly string[]) => ask('--user', 'reader', '-a', redisReader, ...words);
    expect(ask('-a', redis, 'hset', 'nodes', 'ND_1', 'x')).toBe('1\n');
    expect(asReader('hgetall', 'nodes')).toBe('ND_1\nx\n');
    expect(asReader('hmget', 'room_node_map', 'a')).toBe('\n');
    for (const words of [['hset', 'nodes', 'ND_2', 'x'], ['del', 'nodes'], ['publish', 'x', 'y'], ['info']])
      expect(asReader(...words), words.join(' ')).toMatch(/NOPERM/);
  },
);

test('the migration makes roles, database and tables, and does it again for nothing', async () => {
  const { superuserUrl, ownerPassword, appPassword } = inject('sabha');
  const name = `composed_${process.pid}`;
  const owner = new URL(superuserUrl);
  Object.assign(owner, { username: 'sabha_owner', password: ownerPassword, pathname: `/${name}` });
  const env = {
    DATABASE_SUPERUSER_URL: superuserUrl,
    DATABASE_OWNER_URL: owner.href,
    DATABASE_OWNER_PASSWORD: ownerPassword,
    DATABASE_APP_PASSWORD: appPassword,
    DATABASE_NAME: name,
  };
  const script = join(composeFolder, 'bin/migrate.ts');
  onTestFinished(async () => {
    const sql = postgres(superuserUrl, { max: 1 });
    await sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await sql.end();
  });
  const migrate = () => execFileSync(process.execPath, [script], { encoding: 'utf8', env });
  expect(migrate()).toContain('at this version');
  expect(migrate()).toContain('at this version');
  expect(() => execFileSync(process.execPath, [script], { env: { ...env, DATABASE_NAME: '' }, stdio: 'pipe' })).toThrow(
    /DATABASE_NAME is not set/,
  );
});
