import { NoteError, openNote, readVerifier } from '@sabha/audit/note';
import type { Policy } from '@sabha/domain/residency/policy';
import { readPolicyStatement } from '@sabha/domain/residency/policy-note';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The policy in force, and what goes into every receipt to say which one it was. */
export type LoadedPolicy = Readonly<{
  policy: Policy;
  /** SHA-256 of the file's bytes, hex. */
  hash: string;
  /** Who signed it, of those this installation believes. */
  signers: readonly string[];
  /** Their verifier keys, so that a doubter can check the signature. */
  keys: readonly string[];
}>;

export type PolicySource = Readonly<{
  /** residency.yaml; its signed note lies beside it as residency.yaml.note. */
  file: string;
  /** Verifier keys (C2SP signed-note) of those who may sign it. */
  verifiers: readonly string[];
}>;

/** Without a policy that is whole, and signed by somebody who may, nothing starts. @throws Error that says what is wrong and where. */
export async function loadPolicy({ file, verifiers }: PolicySource): Promise<LoadedPolicy> {
  const [bytes, note] = await Promise.all([bytesOf(file), bytesOf(`${file}.note`)]);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const signers = whoVouches({ file, note: note.toString('utf8'), verifiers, hash });
  const { policy, faults } = readPolicy(bytes.toString('utf8'));
  if (policy === null) throw new Error(`${file} is not whole:\n${faults.map(({ line, column, path, message }) => `  ${line}:${column} ${path}: ${message}`).join('\n')}`); // prettier-ignore
  if (policy.version !== signers.version)
    throw new Error(`${file} is version ${policy.version}, but version ${signers.version} was signed`);
  const { names } = signers;
  return { policy, hash, signers: names, keys: verifiers.filter((key) => hasSigned(note.toString('utf8'), key)) };
}

/** The system's own sentence has the path in quotation marks, and what is quoted is withheld from the log. */
async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`, { cause: error });
  }
}

/** By the key and not by its name: during a rotation two keys have one name, and one of them may be stolen. */
function hasSigned(note: string, key: string): boolean {
  try {
    return openNote(note, [readVerifier(key)]).signers.length > 0;
  } catch {
    return false; // not by this one
  }
}

type Vouching = Readonly<{ file: string; note: string; verifiers: readonly string[]; hash: string }>;

function whoVouches({ file, note, verifiers, hash }: Vouching): Readonly<{ names: readonly string[]; version: number }> {
  try {
    const { text, signers } = openNote(note, verifiers.map(readVerifier));
    const statement = readPolicyStatement(text);
    if (statement === null) throw new NoteError('the note speaks of something else');
    if (statement.sha256 !== hash) throw new NoteError('the policy was changed after it was signed: sign it anew');
    return { names: signers, version: statement.version };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new Error(`${file}.note: ${error.message}`, { cause: error });
  }
}
