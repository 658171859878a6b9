/**
 * What an organiser downloads: the proofs of many entries in one JSON file, each whole, so that one can be cut out and handed on
 * alone. A file with a single proof (c2sp.org/tlog-proof) is read as well.
 */
import { type InclusionProof, ProofError, readProof, writeProof } from './proof.ts';

const FORMAT = 'sabha.audit/proofs/v1';

/** `isCut`: there is more than the file holds. Its maker says so; that there is no more, nothing proves. */
export type ProofFile = Readonly<{ proofs: readonly InclusionProof[]; isCut: boolean }>;

export const writeProofFile = ({ proofs, isCut }: ProofFile): string =>
  `${JSON.stringify({ format: FORMAT, isCut, proofs: proofs.map(writeProof) }, null, 1)}\n`;

/** None of them is believed yet. @throws ProofError */
export function readProofFile(text: string): ProofFile {
  if (text.startsWith('c2sp.org/tlog-proof@')) return { proofs: [readProof(text)], isCut: false };
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('format' in value && 'proofs' in value && 'isCut' in value))
    throw new ProofError('This is no proof file: it is neither a tlog-proof nor a list of them.');
  const { format, proofs, isCut } = value;
  if (format !== FORMAT || !Array.isArray(proofs) || typeof isCut !== 'boolean')
    throw new ProofError(`This is no proof file of the kind ${FORMAT}.`);
  return { proofs: proofs.map((proof) => readProof(typeof proof === 'string' ? proof : '')), isCut };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no JSON at all
  }
}
