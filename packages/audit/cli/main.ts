import { Mismatch } from '../src/log/source.ts';
import { ProofError } from '../src/proof.ts';
import { diff } from './commands/diff.ts';
import { key } from './commands/key.ts';
import { prove } from './commands/prove.ts';
import { verify } from './commands/verify.ts';
import { type Command, type Edge, type ExitCode, exitCodes, Unreadable, UsageFault } from './edge.ts';

const commands: Readonly<Record<string, Command>> = { verify, prove, diff, key };

const help = `sabha-audit: checks an audit log by public keys and files alone (packages/audit/FORMAT.md)

  verify <log or proof> --key K [...]   every entry, hash and signature of a log, or of a proof file
         [--since F]                    ... and that the log began as the checkpoint in F says
  prove <log> --index N --key K [...]   a proof (tlog-proof) that entry N is in the log, to standard output
  diff <log> <log> --key K [...]        where two copies of a log part
  key <name> <public.pem>               the verifier key of a public key whose private half is in a device

A log is a folder or an http(s) address. K is a verifier key (name+hash+key); give --key once for each key of the log.
  --origin O    which log it must be, if its name is not that of the first key
  --witness K   whose cosignature must be there; --quorum N: of how many, if not of all
  --json        for programs

Exit code: 0 all fits, 1 something does not, 2 mistyped, 3 could not be read.
`;

/** @returns the exit code. Whatever a person can act on is one sentence; a stack means a defect of this program. */
export async function main([name, ...args]: readonly string[], edge: Edge): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? edge.err : edge.out)(help);
    return name === undefined ? exitCodes.usage : exitCodes.fits;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageFault(`there is no command "${name}"`, Object.keys(commands).join(', '));
    return await command(args, edge);
  } catch (error) {
    return told(error, edge);
  }
}

function told(error: unknown, { err }: Edge): ExitCode {
  if (error instanceof UsageFault) {
    err(`sabha-audit: ${error.message}\n  type: ${error.usage}\n`);
    return exitCodes.usage;
  }
  if (error instanceof Unreadable) {
    err(`sabha-audit: ${error.message}. Nothing is known of the log.\n`);
    return exitCodes.unreadable;
  }
  if (!(error instanceof Mismatch || error instanceof ProofError)) throw error;
  err(`DOES NOT FIT  ${error.message}\n`);
  return exitCodes.mismatch;
}
