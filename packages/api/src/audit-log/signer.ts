/**
 * Who signs heads of the log. The key is where the database is not: in the worker's environment, in a file, or in a device that
 * signs and never tells it (PKCS#11, a KMS), for which an operator writes this interface anew.
 */
import { signNote, verifierOf } from '@sabha/audit/note';

export type HeadSigner = Readonly<{
  /** Its public half, as everybody is told it. */
  verifier: string;
  /** @param text of a checkpoint. The whole note. */
  sign(text: string): Promise<string>;
}>;

/** @param key `PRIVATE+KEY+...`. @throws NoteError when it is none */
export function keySigner(key: string): HeadSigner {
  const verifier = verifierOf(key);
  return { verifier, sign: (text) => Promise.resolve(signNote(text, key)) };
}
