/** What may be done to the files of a log, each of which somebody must notice. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { makeKeys } from '../note.ts';
import { joinBundle, splitBundle } from '../tree/bundle.ts';
import { type Tile, tileOf, tilePath } from '../tree/tile.ts';
import { type Files, leafOf, origin, writeLog } from './written-log.ts';

/** `says`: our own verifier's sentence. */
export type Damage = Readonly<{ name: string; says: RegExp; do(files: Files): void }>;

const flip = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function change(files: Files, tile: Tile | string | null, to: (bytes: Uint8Array, tile: Tile) => Uint8Array): void {
  const path = tile === null ? '' : typeof tile === 'string' ? tile : tilePath(tile);
  const bytes = files.get(path);
  if (!bytes) throw new Error(`there is no ${path} to damage`);
  files.set(path, to(bytes, tile as Tile));
}

/** Done with nobody's key to any log of that size, which is at least 2. */
export function damagesOf(size: number): readonly Damage[] {
  const [bundle, tile] = [tileOf('entries', 0, size), tileOf(0, 0, size)];
  return [
    {
      name: 'one byte flipped in an entry',
      says: /^Entry 0 is not written as FORMAT\.md says|does not fit what lies below it: entry 0/,
      do: (files) => change(files, bundle, (bytes) => flip(bytes, 200)),
    },
    {
      name: 'an entry deleted',
      says: /cannot be read: a bundle ends after \d+ entries/,
      do: (files) => change(files, bundle, (bytes, { width }) => joinBundle(splitBundle(bytes, width).toSpliced(1, 1))),
    },
    {
      name: 'two entries exchanged',
      says: /does not fit what lies below it: entry 0/,
      do: (files) =>
        change(files, bundle, (bytes, { width }) => {
          const [one = new Uint8Array(), other = new Uint8Array(), ...rest] = splitBundle(bytes, width);
          return joinBundle([other, one, ...rest]);
        }),
    },
    {
      name: 'one byte flipped in a tile',
      says: /does not fit what lies below it: entry 1 /,
      do: (files) => change(files, tile, (bytes) => flip(bytes, 33)),
    },
    { name: 'a tile deleted', says: /is missing/, do: (files) => void files.delete(tile ? tilePath(tile) : '') },
    { name: 'a tile cut short', says: /cannot be read/, do: (files) => change(files, tile, (bytes) => bytes.subarray(1)) },
    { name: 'no checkpoint', says: /There is no checkpoint/, do: (files) => void files.delete('checkpoint') },
    {
      name: 'one byte flipped in the signature',
      says: /is not believed/,
      do: (files) => change(files, 'checkpoint', (bytes) => flip(bytes, text(bytes).indexOf('\u2014 ') + 80)),
    },
    {
      name: 'a checkpoint of another origin',
      says: /is not believed/,
      do: (files) => change(files, 'checkpoint', (bytes) => utf8ToBytes(text(bytes).replace(/^[^\n]+/, 'sabha.test/other'))),
    },
    {
      name: 'a checkpoint of another size',
      says: /is not believed/,
      do: (files) =>
        change(files, 'checkpoint', (bytes) => utf8ToBytes(text(bytes).replace(/\n\d+\n/, `\n${String(size - 1)}\n`))),
    },
  ];
}

export const FORGED_SIZE = 600;

/** Done by somebody who can write leaves, or who signs; to a log of FORGED_SIZE leaves, `leavesOf`. */
export const forgeriesOf = (leaves: readonly Uint8Array[]): readonly Damage[] => [
  {
    name: 'an entry exchanged for another, as well made',
    says: /tile\/0\/001 does not fit what lies below it: entry 263/,
    do: (files) =>
      change(files, 'tile/entries/001', (bytes) => joinBundle(splitBundle(bytes, 256).with(7, leafOf(263, { seed: 'another' })))),
  },
  {
    name: 'one byte flipped in a tile above',
    says: /tile\/1\/000.*tile 0\/0 /,
    do: (files) => change(files, 'tile/1/000.p/2', (bytes) => flip(bytes, 0)),
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
    name: 'entries and tiles of another history, well made',
    says: /do not lead to the root that was signed/,
    do: (files) => {
      const other = writeLog(leaves.with(300, leafOf(300, { seed: 'another' })));
      for (const [path, bytes] of other) if (path !== 'checkpoint') files.set(path, bytes);
    },
  },
];
