import { isSame } from '../../src/tree/hash.ts';
import { Mismatch, readBundle, type ReadFile } from '../../src/log/source.ts';
import { type Verified, verifyHead } from '../../src/log/verify.ts';
import { TILE_WIDTH } from '../../src/tree/grow.ts';
import { tileOf } from '../../src/tree/tile.ts';
import { readArguments, readTrust, trustOptions } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { sourceOf } from '../sources.ts';

const usage = 'sabha-audit diff <log> <log> --key K [--witness K] [--quorum N] [--origin O]';

/** Two copies, entry by entry as far as the shorter one goes. Verify each as well: here only they are held against each other. */
export const diff: Command = async (args, { out }) => {
  const { values, positionals } = readArguments(args, {
    options: trustOptions,
    positionals: ['the log', 'the other log'],
    usage,
  });
  const trust = readTrust(values, usage);
  const [first = '', second = ''] = positionals;
  const [one, other] = [sourceOf(first), sourceOf(second)];
  const heads = [await verifyHead(one, trust), await verifyHead(other, trust)] as const;
  const [size, more] = heads.map(sizeOf) as [number, number];
  const common = Math.min(size, more);
  const parting = await firstDifference([one, other], heads);
  if (parting !== null)
    throw new Mismatch(
      `entry ${String(parting)}`,
      `Entry ${String(parting)} is another one in ${second} than in ${first}: there are two histories, or one copy was changed.`,
    );
  const rest = size === more ? 'neither has more' : `${size > more ? first : second} has ${String(Math.abs(size - more))} more`;
  out(`FITS  the first ${String(common)} entries are the same; ${rest}\n`);
  return exitCodes.fits;
};

const sizeOf = ({ checkpoint }: Verified): number => checkpoint.size;

async function firstDifference(
  reads: readonly [ReadFile, ReadFile],
  heads: readonly [Verified, Verified],
): Promise<number | null> {
  for (let index = 0; ; index += 1) {
    const [mine, yours] = heads.map((head) => tileOf('entries', index, sizeOf(head)));
    if (!mine || !yours) return null;
    const [entries, others] = await Promise.all([readBundle(reads[0], mine), readBundle(reads[1], yours)]);
    for (const [at, entry] of entries.entries()) {
      const other = others[at];
      if (other && !isSame(entry, other)) return index * TILE_WIDTH + at;
    }
  }
}
