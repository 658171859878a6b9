import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Believed, Checker, DoesNotFit, type Primitives, type ProofFault, readFile } from './check-file.ts';
import { readWitness } from './cosignature.ts';
import { sealEntry } from './entry.ts';
import { readTile } from './log/source.ts';
import { makeKeys, readVerifier } from './note.ts';
import { checkProof, type InclusionProof, readProof, writeProof } from './proof.ts';
import { writeProofFile } from './proof-file.ts';
import { drawn, leavesOf, logKeys, origin, readerOf, trust, witnessKeys, writeLog } from './testing/written-log.ts';
import { inclusionProof } from './tree/range.ts';
import { nodesOfTiles } from './tree/tile.ts';

const values = {
  actor: { id: 'p1', kind: 'member' },
  detail: { n: 7 },
  meeting: 'm1',
  ministry: null,
  request: null,
  subject: null,
};
const sealed = sealEntry({ at: new Date(0), event: 'meeting.locked', outcome: 'ok', values }, drawn('proof'));
const leaves = [...leavesOf(300).slice(0, 150), sealed.leaf, ...leavesOf(300).slice(150)];
const files = writeLog(leaves);
const nodes = nodesOfTiles((tile) => readTile(readerOf(files), tile), leaves.length);
const hashes = await inclusionProof(nodes, { index: 150, size: leaves.length });
const checkpoint = Buffer.from(files.get('checkpoint')!).toString();
const disclosed = {
  actor: { salt: sealed.salts.actor, value: values.actor },
  detail: { salt: sealed.salts.detail, value: values.detail },
};
const proof: InclusionProof = { leaf: sealed.leaf, disclosed, index: 150, hashes, checkpoint };
const file = writeProofFile({ proofs: [proof], isCut: false });

const { subtle } = webcrypto;
const primitives: Primitives = {
  sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes))),
  async holds(signature, message, publicKey) {
    const key = await subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
    return subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message));
  },
};
const believed: Believed = { verifiers: trust.verifiers, witnesses: [readWitness(witnessKeys.verifier)] };

async function verdict(text: string, who: Believed = believed): Promise<ProofFault | 'holds'> {
  try {
    const checker = new Checker(primitives, who);
    for (const [at, one] of readFile(text).proofs.entries()) await checker.check(one, at + 1);
    return 'holds';
  } catch (error) {
    if (error instanceof DoesNotFit) return error.fault;
    throw error;
  }
}
const changed = (change: Partial<InclusionProof>) => writeProofFile({ proofs: [{ ...proof, ...change }], isCut: false });
const letter = (text: string, from: string, to: string) => text.replace(from, to);

describe('a proof file, checked by the cryptography of a browser', () => {
  it('holds, says what it shows and who vouches for it', async () => {
    const held = await new Checker(primitives, believed).check(readFile(file).proofs[0]!, 1);
    expect(held).toMatchObject({ index: 150, values: { actor: values.actor, detail: values.detail } });
    expect(held.head.checkpoint).toMatchObject({ origin, size: 301 });
    expect(held.head.cosignatures).toEqual([{ name: 'witness.test', seconds: 1_790_000_000 }]);
  });

  const leaf = new Uint8Array(Buffer.from(Buffer.from(sealed.leaf).toString().replace('locked', 'opened')));
  it.each([
    ['not_a_file', 'hello'],
    ['not_a_file', '{"format":"sabha.audit/proofs/v1","isCut":false,"proofs":[7]}'],
    ['empty', writeProofFile({ proofs: [], isCut: false })],
    ['no_checkpoint', changed({ checkpoint: 'sabha.test/audit\n301' })],
    ['not_in_log', changed({ leaf })],
    ['not_in_log', changed({ index: 151 })],
    ['not_in_log', changed({ hashes: hashes.toReversed() })],
    [
      'value_differs',
      changed({ disclosed: { ...disclosed, actor: { ...disclosed.actor, value: { id: 'p2', kind: 'member' } } } }),
    ],
    ['value_differs', changed({ disclosed: { ...disclosed, detail: { ...disclosed.detail, salt: 'AAAA' } } })],
    ['bad_signature', changed({ checkpoint: letter(checkpoint, '\n301\n', '\n302\n') })],
  ] as const)('%s: %# does not', async (fault, text) => {
    expect(await verdict(text)).toBe(fault);
  });

  it('of a key that is not known, or of another log, is not believed', async () => {
    const other = readVerifier(makeKeys(origin, new Uint8Array(32).fill(8)).verifier);
    expect(await verdict(file, { verifiers: [other], witnesses: [] })).toBe('unknown_key');
    const elsewhere = { ...readVerifier(logKeys.verifier), name: 'sabha.test/audit' };
    const renamed = readVerifier(makeKeys('sabha.test/other', new Uint8Array(32).fill(1)).verifier);
    expect(await verdict(file, { verifiers: [renamed, elsewhere], witnesses: [] })).toBe('other_log');
  });

  it('says which of several it is, and which value', async () => {
    const bad = { ...proof, disclosed: { ...disclosed, actor: { ...disclosed.actor, value: null } } };
    const checker = new Checker(primitives, believed);
    await expect(checker.check(bad, 4)).rejects.toMatchObject({ fault: 'value_differs', at: 4, value: 'actor' });
  });

  it('has the verdict of the command, whatever character is altered', async () => {
    const text = writeProof(proof);
    const command = (some: string) => {
      try {
        checkProof(readProof(some), trust);
        return true;
      } catch {
        return false;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('A', 'b', '7', '+', '\n', ' '), async (at, to) => {
        const some = text.slice(0, at) + to + text.slice(at + 1);
        expect((await verdict(some)) === 'holds').toBe(command(some));
      }),
      { numRuns: 500 },
    );
  });
});
