/** One value of each thing that FORMAT.md defines, with what it was made of. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { cosign } from '../cosignature.ts';
import { commitmentTo, sealEntry } from '../entry.ts';
import { signNote } from '../note.ts';
import { checkpointText } from '../checkpoint.ts';
import { leafHash } from '../tree/hash.ts';
import { tilePath } from '../tree/tile.ts';
import { drawn, leafOf, leavesOf, logKeys, origin, witnessKeys } from './written-log.ts';
import { MTH, PATH, PROOF } from './naive.ts';

const hex = (hashes: readonly Uint8Array[]) => hashes.map(bytesToHex);

export function makeVectors() {
  const salt = new Uint8Array(32).fill(5);
  const value = { id: 'b1946ac9', kind: 'member' };
  const values = {
    actor: value,
    detail: { new: 'host', old: 'member' },
    meeting: null,
    ministry: '5f1c',
    request: 'req-1',
    subject: 'p-7',
  };
  const entry = { at: new Date('2026-11-26T10:00:00.123Z'), event: 'member.role_changed', outcome: 'ok', values } as const;
  const { leaf, salts } = sealEntry(entry, drawn('vectors'));
  const leaves = leavesOf(13);
  const text = checkpointText({ origin, size: leaves.length, root: MTH(leaves) });
  return {
    commitment: {
      name: 'actor',
      salt: base64.encode(salt),
      value,
      commitment: base64.encode(commitmentTo('actor', { salt, value })),
    },
    entry: { ...entry, salts, leaf: Buffer.from(leaf).toString(), leafHash: bytesToHex(leafHash(leaf)) },
    tree: {
      leaves: leaves.map((bytes) => Buffer.from(bytes).toString()),
      roots: Array.from({ length: leaves.length + 1 }, (_, size) => bytesToHex(MTH(leaves.slice(0, size)))),
      inclusion: leaves.map((_, index) => hex(PATH(index, leaves))),
      consistency: leaves.map((_, index) => hex(PROOF(index + 1, leaves))),
    },
    tilePaths: [0, 999, 1000, 1_234_067].map((index) => ({ index, path: tilePath({ level: 0, index, width: 256 }) })),
    checkpoint: {
      signer: logKeys.signer,
      verifier: logKeys.verifier,
      witnessSigner: witnessKeys.signer,
      witnessVerifier: witnessKeys.verifier,
      seconds: 1_790_000_000,
      note: signNote(text, logKeys.signer),
      cosignature: cosign(text, { key: witnessKeys.signer, seconds: 1_790_000_000 }),
    },
    refusedEntries: refused(Buffer.from(leafOf(0)).toString()),
  };
}

/** Texts that mean an entry and are none. */
const refused = (text: string) => [
  text.replace(',', ', '),
  text.replace('"v":1', '"v":2'),
  text.replace('"v":1', '"v":1,"w":1'),
  text.replace('"ok"', '"perhaps"'),
  text.replace(/\.\d{3}Z/, 'Z'),
];
