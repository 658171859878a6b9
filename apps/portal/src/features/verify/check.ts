/** A proof file held against keys, in the browser: nothing of it leaves the page. */
import { Checker, DoesNotFit, type Head, type Held, type ProofFault, readFile } from '@sabha/audit/check-file';
import { readWitness } from '@sabha/audit/cosignature';
import { NoteError, readVerifier, type Verifier } from '@sabha/audit/note';
import type { Committed } from '@sabha/audit/entry';
import type { PageCrypto } from './browser-crypto.ts';

/** More than any file of ours: some 5,000 entries are 15 MB. */
export const MOST_BYTES = 50_000_000;

export type Fault = ProofFault | 'too_large' | 'many_heads' | 'no_key' | 'bad_key' | 'bad_witness';

export type Outcome =
  | Readonly<{ kind: 'holds'; held: readonly Held[]; head: Head; isCut: boolean; by: PageCrypto['kind'] }>
  | Readonly<{ kind: 'fails'; fault: Fault; at: number | null; of: number; value: Committed | null }>;

/** Keys as they are typed: one a line. */
export type Asked = Readonly<{ text: string; keys: string; witnesses: string }>;

/** The page answers in between. */
const SLICE_MS = 30;

/** @param told now and then, how many of how many are checked */
export async function checkProofFile(
  { text, keys, witnesses }: Asked,
  crypto: PageCrypto,
  told: (done: number, all: number) => void,
): Promise<Outcome> {
  let all = 0;
  try {
    const believed = {
      verifiers: keysIn(keys, readVerifier, 'bad_key'),
      witnesses: keysIn(witnesses, readWitness, 'bad_witness'),
    };
    if (believed.verifiers.length === 0) return fails('no_key');
    const { proofs, isCut } = readFile(text);
    all = proofs.length;
    const checker = new Checker(crypto, believed);
    const held: Held[] = [];
    let since = performance.now();
    for (const [at, proof] of proofs.entries()) {
      held.push(await checker.check(proof, at + 1));
      if (performance.now() - since < SLICE_MS) continue;
      told(at + 1, all);
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    const [first] = held;
    if (!first) return fails('empty');
    // What witnesses say is told once, for all entries: so all must stand on the one head that they vouched for.
    if (held.some(({ head }) => head !== first.head)) return fails('many_heads');
    return { kind: 'holds', held: eachOnce(held), head: first.head, isCut, by: crypto.kind };
  } catch (error) {
    if (error instanceof DoesNotFit) return { kind: 'fails', fault: error.fault, at: error.at, of: all, value: error.value };
    if (error instanceof BadKey) return fails(error.fault);
    throw error;
  }
}

const eachOnce = (held: readonly Held[]): readonly Held[] => [...new Map(held.map((one) => [one.index, one])).values()];

const fails = (fault: Fault): Outcome => ({ kind: 'fails', fault, at: null, of: 0, value: null });

class BadKey extends Error {
  readonly fault: 'bad_key' | 'bad_witness';
  constructor(fault: BadKey['fault']) {
    super(fault);
    this.fault = fault;
  }
}

function keysIn(typed: string, read: (key: string) => Verifier, fault: BadKey['fault']): readonly Verifier[] {
  const lines = typed.split('\n').map((line) => line.trim());
  try {
    return lines.filter((line) => line !== '').map(read);
  } catch (error) {
    if (error instanceof NoteError) throw new BadKey(fault);
    throw error;
  }
}
