import { type Command, type Edge, type ExitCode, exitCodes } from './edge.ts';
import { explain } from './commands/explain.ts';
import { keygen } from './commands/keygen.ts';
import { lint } from './commands/lint.ts';
import { render } from './commands/render.ts';
import { sign } from './commands/sign.ts';
import { verify } from './commands/verify.ts';
import { Fault, UsageFault } from './fault.ts';

const commands: Readonly<Record<string, Command>> = { lint, render, explain, keygen, sign, verify };

const help = `sabha-residency: the residency policy, checked, signed and put to use (docs/residency.md)

  lint <residency.yaml> [--key K]... [--json]     every fault with its line and its remedy
       [--livekit <livekit.yaml> --site S]        ... and those of a media server's configuration
  render <what> [--site S] [--policy F] ...       nftables, networkpolicy, csp or inventory, to standard output
  explain <address or host> [--policy F] [--json] where it lies, and what it may be
  keygen <name> [--out F]                         a new key: private to a file of mode 0600, public to standard output
  sign <residency.yaml> --with F [--with F]...    writes <residency.yaml>.note, or adds a signature to it
  verify <residency.yaml> --key K [--not-below N] who signed it, and that it is no older one

Exit code: 0 fine, 1 faults found, 2 mistyped.
`;

/** @returns the exit code. Whatever a person can act on is two lines; a stack means a defect of this program. */
export async function main([name, ...args]: readonly string[], edge: Edge): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? edge.err : edge.out)(help);
    return name === undefined ? exitCodes.usage : exitCodes.fine;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageFault(`there is no command "${name}"`, `use one of ${Object.keys(commands).join(', ')}`);
    return await command(args, edge);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    edge.err(`sabha-residency: ${error.message}\n  -> ${error.remedy}\n`);
    return error instanceof UsageFault ? exitCodes.usage : exitCodes.faults;
  }
}
