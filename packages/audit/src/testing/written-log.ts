/** A log of the test's own, as files by path, with everything that may be done to one. */
import { createHash } from 'node:crypto';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { checkpointText } from '../checkpoint.ts';
import { cosign, makeWitnessKeys, readWitness } from '../cosignature.ts';
import { sealEntry } from '../entry.ts';
import type { ReadFile } from '../log/source.ts';
import type { Trust } from '../log/verify.ts';
import { makeKeys, readVerifier, signNote } from '../note.ts';
import { joinBundle } from '../tree/bundle.ts';
import { TILE_WIDTH, TileStack } from '../tree/grow.ts';
import { emptyRoot, type Hash, leafHash } from '../tree/hash.ts';
import { tilePath, tilesOf } from '../tree/tile.ts';

export const origin = 'sabha.test/audit';
export const logKeys = makeKeys(origin, new Uint8Array(32).fill(1));
export const witnessKeys = makeWitnessKeys('witness.test', new Uint8Array(32).fill(2));
export const trust: Trust = { origin, verifiers: [readVerifier(logKeys.verifier)], witnesses: [], quorum: 0 };
export const witnessed: Trust = { ...trust, witnesses: [readWitness(witnessKeys.verifier)], quorum: 1 };

/** Bytes that look random and are the same in every run. */
export function drawn(seed: string): (bytes: number) => Uint8Array {
  let turn = 0;
  return (bytes) => {
    const blocks = Array.from({ length: Math.ceil(bytes / 32) }, () =>
      createHash('sha256')
        .update(`${seed} ${String(turn++)}`)
        .digest(),
    );
    return new Uint8Array(Buffer.concat(blocks)).slice(0, bytes);
  };
}

export const began = Date.UTC(2026, 0, 26);
/** The leaf of entry number `index`, a second after the one before. */
export function leafOf(index: number, { at = began + index * 1000, seed = 'leaf' } = {}): Uint8Array {
  const values = { actor: { id: `person-${String(index)}`, kind: 'member' }, detail: {}, meeting: null, ministry: null };
  const more = { request: `request-${String(index)}`, subject: null };
  const entry = { at: new Date(at), event: 'meeting.started', outcome: 'ok', values: { ...values, ...more } } as const;
  return sealEntry(entry, drawn(`${seed} ${String(index)}`)).leaf;
}
export const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, index) => leafOf(index));

export type Files = Map<string, Uint8Array>;
export const readerOf =
  (files: Files): ReadFile =>
  (path) =>
    Promise.resolve(files.get(path) ?? null);

/** Every file of a log of these leaves. */
export function writeLog(leaves: readonly Uint8Array[], signer = logKeys.signer): Files {
  const levels: Hash[][] = [];
  const stack = new TileStack();
  for (const leaf of leaves) for (const { level, hash } of stack.add(leafHash(leaf))) (levels[level] ??= []).push(hash);
  const files: Files = new Map();
  for (const tile of tilesOf(leaves.length)) {
    const from = tile.index * TILE_WIDTH;
    const list = tile.level === 'entries' ? leaves : (levels[tile.level] ?? []);
    const part = list.slice(from, from + tile.width);
    files.set(tilePath(tile), tile.level === 'entries' ? joinBundle(part) : new Uint8Array(Buffer.concat(part)));
  }
  const text = checkpointText({ origin, size: leaves.length, root: stack.root() ?? emptyRoot() });
  const witness = cosign(text, { key: witnessKeys.signer, seconds: 1_790_000_000 });
  files.set('checkpoint', utf8ToBytes(signNote(text, signer) + witness));
  return files;
}
