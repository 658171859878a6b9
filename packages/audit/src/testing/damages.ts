/** What may be done to the files of a log, each of which somebody must notice. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { makeKeys } from '../note.ts';
import { joinBundle, splitBundle } from '../tree/bundle.ts';
import { type Files, leafOf, origin, writeLog } from './written-log.ts';

/** `says`: our own verifier's sentence. */
export type Damage = Readonly<{ name: string; says: RegExp; do(files: Files): void }>;

export const DAMAGED_SIZE = 600;

const flip = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
const change = (files: Files, path: string, to: (bytes: Uint8Array) => Uint8Array) => {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`there is no ${path} to damage`);
  files.set(path, to(bytes));
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** Of a log of DAMAGED_SIZE leaves, `leavesOf`. */
export const damagesOf = (leaves: readonly Uint8Array[]): readonly Damage[] => [
  {
    name: 'one byte flipped in an entry',
    says: /Entry 2\d\d|tile\/0\/001/,
    do: (files) => change(files, 'tile/entries/001', (bytes) => flip(bytes, 400)),
  },
  {
    name: 'an entry exchanged for another, as well made',
    says: /tile\/0\/001 does not fit what lies below it: entry 263/,
    do: (files) =>
      change(files, 'tile/entries/001', (bytes) => joinBundle(splitBundle(bytes, 256).with(7, leafOf(263, { seed: 'another' })))),
  },
  {
    name: 'an entry deleted',
    says: /tile\/entries\/002\.p\/88 cannot be read: a bundle ends after 87 entries/,
    do: (files) => change(files, 'tile/entries/002.p/88', (bytes) => joinBundle(splitBundle(bytes, 88).toSpliced(3, 1))),
  },
  {
    name: 'one byte flipped in a tile',
    says: /tile\/0\/000 does not fit.*entry 1 /,
    do: (files) => change(files, 'tile/0/000', (bytes) => flip(bytes, 33)),
  },
  {
    name: 'one byte flipped in a tile above',
    says: /tile\/1\/000.*tile 0\/0 /,
    do: (files) => change(files, 'tile/1/000.p/2', (bytes) => flip(bytes, 0)),
  },
  { name: 'a tile deleted', says: /tile\/0\/001 is missing/, do: (files) => void files.delete('tile/0/001') },
  { name: 'a tile cut short', says: /8191 bytes/, do: (files) => change(files, 'tile/0/001', (bytes) => bytes.subarray(1)) },
  { name: 'no checkpoint', says: /There is no checkpoint/, do: (files) => void files.delete('checkpoint') },
  {
    name: 'one byte flipped in the signature',
    says: /is not believed/,
    do: (files) => change(files, 'checkpoint', (bytes) => flip(bytes, text(bytes).indexOf(`${origin} `) + origin.length + 20)),
  },
  {
    name: 'a checkpoint by another key of the same name',
    says: /nobody who is known has signed it/,
    do: (files) => {
      const other = writeLog(leaves, makeKeys(origin, new Uint8Array(32).fill(8)).signer);
      change(files, 'checkpoint', () => other.get('checkpoint') ?? new Uint8Array());
    },
  },
  {
    name: 'a checkpoint of another origin',
    says: /is not believed/,
    do: (files) => change(files, 'checkpoint', (bytes) => utf8ToBytes(text(bytes).replace(origin, 'sabha.test/other'))),
  },
  {
    name: 'entries and tiles of another history, well made',
    says: /do not lead to the root that was signed/,
    do: (files) => {
      const other = writeLog(leaves.with(300, leafOf(300, { seed: 'another' })));
      for (const [path, bytes] of other) if (path !== 'checkpoint') files.set(path, bytes);
    },
  },
];
