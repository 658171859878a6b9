import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { Fault, UsageFault } from '../fault.ts';
import { readPolicyFile, requireWhole } from '../policy/policy-file.ts';
import { openPolicyNote, readKeys } from '../policy/policy-note.ts';

const usage = 'verify <residency.yaml> --key <name+hash+key>... [--not-below <version>] [--json]';

/** Whole, signed by one of the keys, and not older than the version that was seen last. */
export const verify: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: { key: { type: 'string', multiple: true }, 'not-below': { type: 'string' }, json: { type: 'boolean' } },
    positionals: ['<residency.yaml>'],
    usage,
  });
  const [name = ''] = positionals;
  const keys = readKeys(values.key ?? []);
  if (keys.length === 0) throw new UsageFault('nobody to believe: --key is missing', `type: sabha-residency ${usage}`);
  const least = readVersion(values['not-below'] ?? '1');
  const file = await readPolicyFile(name, edge);
  const policy = requireWhole(file);
  const signers = openPolicyNote(file, policy, keys);
  if (policy.version < least)
    throw new Fault(
      `${name} is version ${policy.version}, older than version ${least}`,
      'somebody may have brought back an old policy: find out who and why; a change back is a new version',
    );
  const found = { file: name, version: policy.version, sha256: file.sha256, signers };
  edge.out(
    values.json === true
      ? `${JSON.stringify(found, null, 2)}\n`
      : `${name}: version ${found.version}, sha256 ${found.sha256}, signed by ${signers.join(' and ')}\n`,
  );
  return exitCodes.fine;
};

function readVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageFault(`"${text}" is no version`, 'give the whole number that was seen last, such as --not-below 3');
}
