import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointText, readCheckpoint } from '@sabha/audit/checkpoint';
import { cosignaturesOf, makeWitnessKeys, readWitness } from '@sabha/audit/cosignature';
import { makeKeys, readSignatures, signNote, splitNote } from '@sabha/audit/note';
import { foldHashes } from '@sabha/audit/tree/grow';
import { leafHash } from '@sabha/audit/tree/hash';
import { consistencyProof, type ReadNode, rootOf } from '@sabha/audit/tree/range';
import { writeAddCheckpoint } from '@sabha/audit/witness';
import { witnessEnv } from './env.ts';
import { openRecords, recordName } from './records.ts';
import { witnessServer } from './server.ts';
import { createWitness } from './witness.ts';

const log = makeKeys('log.test/audit', new Uint8Array(32).fill(1));
const own = makeWitnessKeys('witness.test', new Uint8Array(32).fill(2));
const now = new Date('2026-11-26T12:00:00Z');
const leaves = Array.from({ length: 40 }, (_, at) => leafHash(Uint8Array.of(at)));
const nodes: ReadNode = (level, index) => Promise.resolve(foldHashes(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));
const noteOf = async (size: number) =>
  signNote(checkpointText({ origin: 'log.test/audit', size, root: await rootOf(nodes, size) }), log.signer);
const bodyOf = async (old: number, size: number) =>
  writeAddCheckpoint({ old, proof: await consistencyProof(nodes, { from: old, to: size }), checkpoint: await noteOf(size) });

let folder: string;
let address: string;
let close: () => Promise<unknown>;

async function start(): Promise<void> {
  const records = await openRecords(folder);
  const witness = createWitness({ key: own.signer, logs: [log.verifier], records, clock: () => now });
  const server = witnessServer(witness, () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  close = () => new Promise((resolve) => server.close(resolve));
}
const post = async (body: string) => {
  const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
};
const last = async () => {
  const answer = await fetch(`${address}/${recordName('log.test/audit')}/checkpoint`);
  return answer.ok ? readCheckpoint(splitNote(await answer.text()).text).size : answer.status;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sabha-witness-'));
  await start();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

describe('a witness', () => {
  it('cosigns a log as it grows, and says what it saw last, also after it was started anew', async () => {
    expect(await last()).toBe(404);
    const first = await post(await bodyOf(0, 10));
    expect(first.status).toBe(200);
    const text = splitNote(await noteOf(10)).text;
    const signatures = readSignatures(first.body);
    expect(cosignaturesOf({ text, signatures }, [readWitness(own.verifier)])).toEqual([
      { name: 'witness.test', seconds: now.getTime() / 1000 },
    ]);
    await close();
    await start();
    expect(await last()).toBe(10);
    expect((await post(await bodyOf(10, 25))).status).toBe(200);
    expect(await last()).toBe(25);
  });

  it('sees a rollback and a fork, and goes on remembering', async () => {
    await post(await bodyOf(0, 25));
    expect(await post(await bodyOf(10, 20))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '25\n' });
    leaves[3] = leafHash(Uint8Array.of(99));
    try {
      expect((await post(await bodyOf(25, 30))).status).toBe(422);
      expect((await post(await bodyOf(25, 25))).status).toBe(409);
    } finally {
      leaves[3] = leafHash(Uint8Array.of(3));
    }
    expect(await last()).toBe(25);
  });

  it('is never rolled back by requests that come at once', async () => {
    await post(await bodyOf(0, 10));
    const bodies = await Promise.all([30, 20, 40, 15].map((size) => bodyOf(10, size)));
    const answers = await Promise.all(bodies.map(post));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    expect(await last()).toBe([30, 20, 40, 15][answers.findIndex(({ status }) => status === 200)]);
  });

  it('cosigns nothing that it cannot remember', async () => {
    await post(await bodyOf(0, 10));
    const inTheWay = join(folder, `${recordName('log.test/audit')}.note.next`);
    await mkdir(inTheWay);
    expect((await post(await bodyOf(10, 20))).status).toBe(500);
    expect(await last()).toBe(10);
    await rm(inTheWay, { recursive: true });
    expect((await post(await bodyOf(10, 20))).status).toBe(200);
  });

  it('answers strangers as the specification says', async () => {
    const stranger = makeKeys('other.test', new Uint8Array(32).fill(9));
    const unknown = signNote('other.test\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n', stranger.signer);
    expect((await post(writeAddCheckpoint({ old: 0, proof: [], checkpoint: unknown }))).status).toBe(404);
    const forged = (await bodyOf(0, 10)).replace('\n10\n', '\n11\n');
    expect((await post(forged)).status).toBe(403);
    expect((await post('hello')).status).toBe(400);
    expect((await post('x'.repeat(100_000))).status).toBe(413);
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(404);
    expect((await fetch(`${address}/add-checkpoint`, { method: 'PUT' })).status).toBe(405);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${address}/key`)).text()).toBe(`${own.verifier}\n`);
  });
});

it('is not started without a key, a log and a memory, and says which is missing', () => {
  expect(() => witnessEnv({ WITNESS_KEY: 'secret', WITNESS_LOGS: ' ' })).toThrow(/WITNESS_LOGS.*WITNESS_FOLDER/);
  expect(() => witnessEnv({ WITNESS_KEY: 'secret' })).not.toThrow(/secret/);
});
