import { NoteError, signNote, verifierOf } from '@sabha/audit/note';
import { policyStatement, type PolicyStatement } from '@sabha/domain/residency/policy-note';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { errorCode, Fault, UsageFault } from '../fault.ts';
import { readPolicyFile, requireWhole } from '../policy/policy-file.ts';
import { readUnverified } from '../policy/policy-note.ts';

const usage = 'sign <residency.yaml> --with <key file> [--with <key file>]...';

/** A policy that is whole is vouched for. Signatures of others under the same statement stay: two officers sign one by one. */
export const sign: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: { with: { type: 'string', multiple: true } },
    positionals: ['<residency.yaml>'],
    usage,
  });
  const [name = ''] = positionals;
  const keyFiles = values.with ?? [];
  if (keyFiles.length === 0) throw new UsageFault('nobody to sign: --with is missing', `type: sabha-residency ${usage}`);
  const file = await readPolicyFile(name, edge);
  const statement = { version: requireWhole(file).version, sha256: file.sha256 };
  const others = file.note === null ? [] : signaturesUnder(statement, file.note, name);
  const keys = await Promise.all(keyFiles.map((path) => readKeyFile(path, edge.folder)));
  const text = policyStatement(statement);
  const own = signaturesOf(text, keys).filter((line) => !others.includes(line));
  await writeFile(resolve(edge.folder, `${name}.note`), `${text}\n${[...others, ...own].map((line) => `${line}\n`).join('')}`);
  edge.out(`${name}.note: version ${statement.version} signed; believe it with\n`);
  for (const key of keys) edge.out(`  --key ${verifierOf(key)}\n`);
  return exitCodes.fine;
};

/** @throws Fault when something else was signed under this version, or a later one was. */
function signaturesUnder(statement: PolicyStatement, note: string, name: string): readonly string[] {
  const before = readUnverified(note);
  if (before === null) throw new Fault(`${name}.note is no note of a policy`, 'move it away, and sign again');
  if (before.statement.version > statement.version)
    throw new Fault(
      `version ${before.statement.version} was signed, and this is version ${statement.version}`,
      `raise the version in ${name} to ${before.statement.version + 1}: a policy never goes back`,
    );
  if (before.statement.version < statement.version) return [];
  if (before.statement.sha256 === statement.sha256) return before.lines;
  throw new Fault(
    `version ${statement.version} was signed already, with other bytes`,
    `raise the version in ${name} to ${statement.version + 1}: what was signed under a number stays so`,
  );
}

async function readKeyFile(path: string, folder: string): Promise<string> {
  const remedy = 'give the file that keygen made';
  try {
    const file = resolve(folder, path);
    if (((await stat(file)).mode & 0o077) !== 0) throw new Fault(`${path} can be read by others`, `make it yours alone: chmod 600 ${path}`); // prettier-ignore
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`${path} cannot be read (${errorCode(error) ?? 'unknown reason'})`, remedy);
  }
}

function signaturesOf(text: string, keys: readonly string[]): readonly string[] {
  try {
    return signNote(text, ...keys)
      .slice(text.length)
      .split('\n')
      .filter(Boolean);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    // Its message never holds the key.
    throw new Fault(`a key file holds no private key: ${error.message}`, 'give the file that keygen made');
  }
}
