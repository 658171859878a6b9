import { makeKeys, NoteError } from '@sabha/audit/note';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { errorCode, Fault, UsageFault } from '../fault.ts';

const usage = 'keygen <name> [--out <file>]';

/** The private half goes into a file that its owner alone may read and nothing else ever shows; the public half is printed. */
export const keygen: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: { out: { type: 'string' } },
    positionals: ['<name>'],
    usage,
  });
  const [name = ''] = positionals;
  const file = values.out ?? `${name.replace(/[^a-z0-9.-]+/gi, '-')}.key`;
  const { signer, verifier } = keysOf(name, edge.random(32));
  try {
    // Never over a key that is there: it may be the only one that can still vouch for what is in force.
    await writeFile(resolve(edge.folder, file), `${signer}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new Fault(`there is a file ${file} already`, 'name another one with --out');
    throw new Fault(`${file} cannot be written (${errorCode(error) ?? 'unknown reason'})`, 'name another one with --out');
  }
  edge.out(`${verifier}\n`);
  edge.err(`The private key is in ${file}: keep it where no server of Sabha can read it. The public key is above.\n`);
  return exitCodes.fine;
};

function keysOf(name: string, seed: Uint8Array) {
  try {
    return makeKeys(name, seed);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new UsageFault(error.message, 'name its holder and purpose, such as sabha.example/residency');
  }
}
