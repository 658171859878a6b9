import { readBundle, readTile } from '../../src/log/source.ts';
import { verifyHead } from '../../src/log/verify.ts';
import { checkProof, writeProof } from '../../src/proof.ts';
import { TILE_WIDTH } from '../../src/tree/grow.ts';
import { inclusionProof } from '../../src/tree/range.ts';
import { nodesOfTiles, tileOf } from '../../src/tree/tile.ts';
import { readArguments, readTrust, trustOptions } from '../arguments.ts';
import { type Command, exitCodes, UsageFault } from '../edge.ts';
import { sourceOf } from '../sources.ts';

const usage = 'sabha-audit prove <log> --index N --key K [--witness K] [--quorum N] [--origin O]';

/** Nothing is disclosed by it: whoever has the values can do that, and a log does not hold them. */
export const prove: Command = async (args, { out }) => {
  const options = { ...trustOptions, index: { type: 'string' } } as const;
  const { values, positionals } = readArguments(args, { options, positionals: ['the log'], usage });
  const trust = readTrust(values, usage);
  const read = sourceOf(positionals[0] ?? '');
  const { checkpoint, note } = await verifyHead(read, trust);
  const index = /^\d{1,15}$/.test(values.index ?? '') ? Number(values.index) : NaN;
  const { size } = checkpoint;
  const bundle = tileOf('entries', Math.floor(index / TILE_WIDTH), size);
  if (bundle === null || !(index < size))
    throw new UsageFault(`--index is a number below the size of the log, which is ${String(size)}`, usage);
  const leaf = (await readBundle(read, bundle))[index % TILE_WIDTH];
  if (!leaf) throw new RangeError('a bundle was split into other entries than it has');
  const hashes = await inclusionProof(
    nodesOfTiles((tile) => readTile(read, tile), size),
    { index, size },
  );
  const proof = { leaf, disclosed: {}, index, hashes, checkpoint: note };
  checkProof(proof, trust); // so that nobody hands on a proof of a log that is damaged
  out(writeProof(proof));
  return exitCodes.fits;
};
