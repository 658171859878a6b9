import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { errorCode, UsageFault } from './fault.ts';

type Shape<O extends ParseArgsOptionsConfig> = Readonly<{
  options: O;
  /** Names of what has no name on the command line, in order; each is needed. */
  positionals: readonly string[];
  /** One line that shows how it is typed. */
  usage: string;
}>;

/** @throws UsageFault for an unknown option, one without its value, or too many or too few words. */
export function readArguments<const O extends ParseArgsOptionsConfig>(args: readonly string[], shape: Shape<O>) {
  const { options, positionals: names, usage } = shape;
  const remedy = `type: sabha-residency ${usage}`;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const missing = names[positionals.length];
    if (missing !== undefined) throw new UsageFault(`${missing} is missing`, remedy);
    if (positionals.length > names.length) throw new UsageFault(`"${positionals[names.length] ?? ''}" is too much`, remedy);
    return { values, positionals };
  } catch (error) {
    if (!errorCode(error)?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new UsageFault((error as Error).message.split('. ')[0] ?? '', remedy);
  }
}
