import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifier } from '../src/note.ts';
import { writeProofFile } from '../src/proof-file.ts';
import { readProof } from '../src/proof.ts';
import { type Files, leafOf, leavesOf, logKeys, origin, witnessKeys, writeLog } from '../src/testing/written-log.ts';
import { main } from './main.ts';

let home: string;
const leaves = leavesOf(600);
const key = ['--key', logKeys.verifier];
const witness = ['--witness', witnessKeys.verifier];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sabha-audit-'));
  await put('log', writeLog(leaves));
  await put('earlier', writeLog(leaves.slice(0, 300)));
  await put('forked', writeLog(leaves.with(40, leafOf(40, { seed: 'another' }))));
});
afterAll(() => rm(home, { recursive: true }));

async function put(name: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(home, name, path)), { recursive: true });
    await writeFile(join(home, name, path), bytes);
  }
}

async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await main(args, { out: (text) => void (out += text), err: (text) => void (err += text) });
  return { code, out, err };
}
const log = (name = 'log') => join(home, name);

describe('key', () => {
  it('writes a public key as a verifier key, and refuses what is none', async () => {
    const raw = Buffer.from(readVerifier(logKeys.verifier).publicKey);
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
    const pem = createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ format: 'pem', type: 'spki' });
    const file = join(home, 'public.pem');
    await writeFile(file, pem);
    expect(await run('key', origin, file)).toEqual({ code: 0, out: `${logKeys.verifier}\n`, err: '' });
    expect(await run('key', 'two words', file)).toMatchObject({ code: 2, out: '' });
    await writeFile(file, generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }));
    expect(await run('key', origin, file)).toMatchObject({ code: 2, out: '' });
    expect(await run('key', origin, join(home, 'nowhere'))).toMatchObject({ code: 3 });
  });
});

describe('verify', () => {
  it('says that a log fits, who vouched for it, and that it grew', async () => {
    const since = ['--since', join(log('earlier'), 'checkpoint')];
    const { code, out } = await run('verify', log(), ...key, ...witness, ...since);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`FITS  ${origin}: 600 entries`) as string });
    expect(out).toContain('witness.test vouched for it at 2026-09-21');
    expect(out).toContain('it began as');
    expect(JSON.parse((await run('verify', log(), ...key, '--json')).out)).toMatchObject({ origin, size: 600 });
  });

  it('says in one sentence what does not fit', async () => {
    await put('cut', new Map([...writeLog(leaves)].filter(([path]) => path !== 'tile/0/001')));
    expect(await run('verify', log('cut'), ...key)).toMatchObject({
      code: 1,
      err: 'DOES NOT FIT  tile/0/001 is missing, which the checkpoint stands for.\n',
    });
    const since = ['--since', join(log(), 'checkpoint')];
    expect(await run('verify', log('earlier'), ...key, ...since)).toMatchObject({
      code: 1,
      err: expect.stringContaining('cut or rolled back') as string,
    });
    expect(await run('verify', log('forked'), ...key, ...since)).toMatchObject({
      code: 1,
      err: expect.stringContaining('two histories') as string,
    });
    expect(await run('verify', log(), '--key', logKeys.verifier, '--origin', 'elsewhere')).toMatchObject({ code: 1 });
  });

  it('reads a log from the web as from a folder, and knows silence from damage', async () => {
    const files = writeLog(leaves);
    const server = createServer((request, response) => {
      const bytes = files.get((request.url ?? '').slice('/audit/'.length));
      if (request.url === '/audit/tile/0/001' && files.has('ill')) return void response.writeHead(500).end();
      return void response.writeHead(bytes ? 200 : 404).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/audit/`;
    expect(await run('verify', address, ...key)).toMatchObject({ code: 0 });
    files.set('ill', new Uint8Array());
    expect(await run('verify', address, ...key)).toMatchObject({
      code: 3,
      err: expect.stringContaining('answers 500. Nothing is known') as string,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await run('verify', address, ...key)).toMatchObject({
      code: 3,
      err: expect.stringContaining('does not answer') as string,
    });
  });
});

describe('prove', () => {
  it('makes a proof that is verified without the log', async () => {
    const { code, out } = await run('prove', log(), '--index', '300', ...key, ...witness);
    expect(code).toBe(0);
    const file = join(home, 'one.tlog-proof');
    await writeFile(file, out);
    expect(await run('verify', file, ...key, ...witness)).toMatchObject({
      code: 0,
      out: expect.stringContaining('FITS  entry 300 of the 600') as string,
    });
    const many = join(home, 'many.json');
    await writeFile(many, writeProofFile({ proofs: [readProof(out), readProof(out)], isCut: true }));
    const said = (await run('verify', many, ...key)).out;
    expect(said.match(/^FITS/gm)).toHaveLength(2);
    expect(said).toContain('the file says that there is more');
    expect(JSON.parse((await run('verify', many, ...key, '--json')).out)).toMatchObject({
      isCut: true,
      entries: [{ index: 300 }, { index: 300 }],
    });
    await writeFile(file, out.replace('index 300', 'index 301'));
    expect(await run('verify', file, ...key)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not number 301') as string,
    });
  });

  it('makes none of a log that is damaged', async () => {
    const files = writeLog(leaves);
    await put('damaged', files.set('tile/0/001', files.get('tile/0/000')!));
    expect(await run('prove', log('damaged'), '--index', '300', ...key)).toMatchObject({ code: 1 });
  });
});

describe('diff', () => {
  it('says how far two copies are the same, and which has more', async () => {
    expect(await run('diff', log(), log('earlier'), ...key)).toMatchObject({
      code: 0,
      out: `FITS  the first 300 entries are the same; ${log()} has 300 more\n`,
    });
    expect(await run('diff', log(), log('forked'), ...key)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Entry 40 is another one') as string,
    });
  });
});

it.each([
  [],
  ['verify'],
  ['verify', 'x'],
  ['verify', 'x', 'y', ...key],
  ['verify', 'x', '--key', 'nonsense'],
  ['verify', 'x', ...key, '--quorum', '1'],
  ['verify', 'x', ...key, ...witness, '--quorum', '-1'],
  ['verify', 'x', ...key, '--unknown'],
  ['forge', 'x'],
  ['constructor'],
])('mistyped: %s %s %s', async (...args) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/\S/) as string });
});

it('a number that the log does not have is mistyped', async () => {
  for (const index of ['600', '-1', 'x', ''])
    expect(await run('prove', log(), '--index', index, ...key)).toMatchObject({ code: 2 });
});

it('runs as it is, by Node alone', () => {
  const program = join(import.meta.dirname, '../bin/sabha-audit.mjs');
  const { status, stdout } = spawnSync(process.execPath, [program, '--help'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('verify <log or proof>') as string });
  expect(spawnSync(process.execPath, [program, 'verify', home], { encoding: 'utf8' }).status).toBe(2);
});
