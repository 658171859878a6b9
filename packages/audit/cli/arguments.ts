import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { readWitness } from '../src/cosignature.ts';
import type { Trust } from '../src/log/verify.ts';
import { NoteError, readVerifier, type Verifier } from '../src/note.ts';
import { UsageFault } from './edge.ts';

type Shape<O extends ParseArgsOptionsConfig> = Readonly<{
  options: O;
  /** Names of what has no name on the command line; each is needed. */
  positionals: readonly string[];
  /** How it is typed. */
  usage: string;
}>;

/** Options of every command that believes somebody. */
export const trustOptions = {
  key: { type: 'string', multiple: true },
  origin: { type: 'string' },
  witness: { type: 'string', multiple: true },
  quorum: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageFault for an unknown option, one without its value, or too many or too few words. */
export function readArguments<const O extends ParseArgsOptionsConfig>(args: readonly string[], shape: Shape<O>) {
  const { options, positionals: names, usage } = shape;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const missing = names[positionals.length];
    if (missing !== undefined) throw new UsageFault(`${missing} is missing`, usage);
    if (positionals.length > names.length) throw new UsageFault(`"${positionals[names.length] ?? ''}" is too much`, usage);
    return { values, positionals };
  } catch (error) {
    const isMistyped = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    throw isMistyped ? new UsageFault(error.message.split('. ')[0] ?? '', usage) : error;
  }
}

type TrustValues = Readonly<{
  key?: readonly string[] | undefined;
  origin?: string | undefined;
  witness?: readonly string[] | undefined;
  quorum?: string | undefined;
}>;

/**
 * The origin is that of the first key's name unless it is given. Every witness that is named must have cosigned unless a quorum
 * is given. @throws UsageFault
 */
export function readTrust({ key = [], origin, witness = [], quorum }: TrustValues, usage: string): Trust {
  const verifiers = key.map((text) => keyOf(() => readVerifier(text), usage));
  const [first] = verifiers;
  if (!first) throw new UsageFault('--key is missing: whose log is it to be?', usage);
  const witnesses = witness.map((text) => keyOf(() => readWitness(text), usage));
  const asked = quorum === undefined ? witnesses.length : Number(quorum);
  if (!Number.isInteger(asked) || asked < 0 || asked > witnesses.length)
    throw new UsageFault(`--quorum is a number up to that of the witnesses, which is ${String(witnesses.length)}`, usage);
  return { origin: origin ?? first.name, verifiers, witnesses, quorum: asked };
}

function keyOf(read: () => Verifier, usage: string): Verifier {
  try {
    return read();
  } catch (error) {
    if (error instanceof NoteError) throw new UsageFault(error.message, usage);
    throw error;
  }
}
