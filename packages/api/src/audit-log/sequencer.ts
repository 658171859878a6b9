/**
 * Gives committed entries their places in the tree and signs the head, every few seconds, by one worker of all that run. It signs
 * nothing that did not grow out of what it signed before, whatever the database says.
 */
import { type Checkpoint, checkpointText, openCheckpoint } from '@sabha/audit/checkpoint';
import { readVerifier } from '@sabha/audit/note';
import { emptyRoot, isSame } from '@sabha/audit/tree/hash';
import { rootOf } from '@sabha/audit/tree/range';
import type { Reader } from '@sabha/db/connect';
import { findCheckpoint, growLog, type SignHead, type TreeHead } from '@sabha/db/stores/audit-log';
import type { Context } from '../core/context.ts';
import { createCosigners, type WitnessAddress } from './cosigners.ts';
import type { HeadMemory } from './memory.ts';
import { nodesOf } from './nodes.ts';
import { settledNumbers } from './settled.ts';
import type { HeadSigner } from './signer.ts';

export type SequencerParts = Readonly<{
  /** Which log it is: the name of the signer's key. */
  signer: HeadSigner;
  /** Verifier keys that signed before. */
  previous: readonly string[];
  memory: HeadMemory;
  witnesses: readonly WitnessAddress[];
}>;

/** The database does not have what was signed: it was rolled back, cut or rewritten. Nothing is signed until somebody has looked. */
export class BrokenHistory extends Error {
  override readonly name = 'BrokenHistory';
}

/** Leaves of one transaction. */
const AT_ONCE = 5_000;

export type Sequencer = Readonly<{ run(context: Context): Promise<void> }>;

export function createSequencer({ signer, previous, memory, witnesses }: SequencerParts): Sequencer {
  const verifiers = [signer.verifier, ...previous].map(readVerifier);
  const origin = readVerifier(signer.verifier).name;
  const settled = settledNumbers();
  const cosigners = createCosigners(witnesses);
  const openOwn = (note: string): Checkpoint => openCheckpoint(note, { origin, verifiers }).checkpoint;

  const signAt =
    ({ clock }: Context['services']): SignHead =>
    async (head, tree) => {
      const last = await findCheckpoint(tree);
      const remembered = await memory.read();
      for (const note of new Set([remembered, last?.note ?? null]))
        if (note !== null) await requireGrowth(tree, { older: openOwn(note), head });
      if (last && last.size === head.size && isSignedBy(last.note, signer.verifier, origin)) return null;
      const text = checkpointText({ origin, size: head.size, root: head.root ?? emptyRoot() });
      return { note: await signer.sign(text), signedAt: clock() };
    };

  return {
    async run(context) {
      const { db, clock } = context.services;
      for (let isMore = true; isMore;) {
        const grown = await growLog(db, { after: settled.before(clock()), limit: AT_ONCE, sign: signAt(context.services) });
        if (grown === null) return;
        settled.note(grown.look, clock());
        isMore = grown.added === AT_ONCE;
      }
      const signed = await findCheckpoint(db);
      if (!signed) return;
      if (signed.note !== (await memory.read())) await memory.write(signed.note);
      await cosigners.ask(context, signed);
    },
  };
}

/** @throws BrokenHistory */
async function requireGrowth(tree: Reader, { older, head }: Readonly<{ older: Checkpoint; head: TreeHead }>): Promise<void> {
  if (head.size < older.size)
    throw new BrokenHistory(`the database has ${String(head.size)} entries of the ${String(older.size)} that were signed`);
  const root = await rootOf(nodesOf(tree, head.size), older.size);
  if (!isSame(root, older.root))
    throw new BrokenHistory(`the first ${String(older.size)} entries are not those that were signed`);
}

function isSignedBy(note: string, verifier: string, origin: string): boolean {
  try {
    openCheckpoint(note, { origin, verifiers: [readVerifier(verifier)] });
    return true;
  } catch {
    return false; // by a key before it
  }
}
