/** The signed note beside a policy: who vouches for which bytes under which version. */
import { NoteError, openNote, readVerifier, type Verifier } from '@sabha/audit/note';
import type { Policy } from '@sabha/domain/residency/policy';
import { type PolicyStatement, readPolicyStatement } from '@sabha/domain/residency/policy-note';
import { Fault, UsageFault } from '../fault.ts';

/** @throws UsageFault for a text that is no verifier key. */
export function readKeys(keys: readonly string[]): readonly Verifier[] {
  return keys.map((key) => {
    try {
      return readVerifier(key);
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      if (key.includes('PRIVATE+KEY')) throw new UsageFault('a private key was given where a public one belongs', 'take it for known to others now: make a new one, and give its public half (name+hash+key) here'); // prettier-ignore
      throw new UsageFault(`"${key}" is no verifier key: ${error.message}`, 'give the line that keygen printed: name+hash+key');
    }
  });
}

/** A policy file and what lies beside it. `note`: null when there is none. */
export type Noted = Readonly<{ name: string; note: string | null; sha256: string }>;

/** Those of the keys that vouch for exactly this policy. @throws Fault when none does. */
export function openPolicyNote({ name, note, sha256 }: Noted, policy: Policy, keys: readonly Verifier[]): readonly string[] {
  if (note === null) throw new Fault(`${name} is not signed: there is no ${name}.note`, `sign it: sabha-residency sign ${name} --with <key file>`); // prettier-ignore
  const { statement, signers } = statementOf(name, note, keys);
  const anew = `if the change was meant, raise its version and sign it anew; if not, bring back the file that was signed`;
  if (statement.sha256 !== sha256) throw new Fault(`${name} was changed after it was signed`, anew);
  if (statement.version !== policy.version)
    throw new Fault(`${name} is version ${policy.version}, but version ${statement.version} was signed`, anew);
  return signers;
}

function statementOf(name: string, note: string, keys: readonly Verifier[]) {
  try {
    const { text, signers } = openNote(note, keys);
    const statement = readPolicyStatement(text);
    if (statement === null) throw new NoteError('the note speaks of something else');
    return { statement, signers };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new Fault(`${name}.note: ${error.message}`, 'check that the key is the right one, and bring back the note that its holder made'); // prettier-ignore
  }
}

export type OpenNote = Readonly<{ statement: PolicyStatement; lines: readonly string[] }>;

/** What a note says, whoever wrote it: for its next signer to see what was signed before, and for nobody to believe. */
export function readUnverified(note: string): OpenNote | null {
  const at = note.lastIndexOf('\n\n');
  const statement = at < 0 ? null : readPolicyStatement(note.slice(0, at + 1));
  return (
    statement && {
      statement,
      lines: note
        .slice(at + 2)
        .split('\n')
        .filter(Boolean),
    }
  );
}
