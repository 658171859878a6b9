import type { PolicyFault } from '@sabha/domain/residency/read-policy';
import { readArguments } from '../arguments.ts';
import { type Command, exitCodes } from '../edge.ts';
import { Fault } from '../fault.ts';
import { missingEvidence } from '../policy/evidence.ts';
import { type PolicyFile, readPolicyFile } from '../policy/policy-file.ts';
import { openPolicyNote, readKeys } from '../policy/policy-note.ts';
import { remedyFor } from '../policy/remedies.ts';

const usage = 'lint <residency.yaml> [--key <name+hash+key>]... [--json]';

type Finding = Readonly<{ place: string; message: string; remedy: string }>;

/** Everything that is wrong with a policy. With keys it must be signed by one of their holders, too. */
export const lint: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: { key: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    positionals: ['<residency.yaml>'],
    usage,
  });
  const keys = values.key ?? [];
  const file = await readPolicyFile(positionals[0] ?? '', edge);
  const { policy, faults } = file.reading;
  const inside = policy ? await missingEvidence(policy, file.text) : faults;
  const signature = signatureOf(file, keys);
  const findings = [...inside.map((fault) => findingOf(file.name, fault)), ...signature.findings];
  if (values.json === true)
    edge.out(`${JSON.stringify({ file: file.name, version: policy?.version ?? null, sha256: file.sha256, signers: signature.signers, findings }, null, 2)}\n`); // prettier-ignore
  else {
    for (const { place, message, remedy } of findings) edge.out(`${place}: ${message}\n  -> ${remedy}\n`);
    if (policy && findings.length === 0)
      edge.out(`${file.name}: whole, version ${policy.version}, ${signature.said}; sha256 ${file.sha256}\n`);
  }
  return findings.length > 0 ? exitCodes.faults : exitCodes.fine;
};

const findingOf = (file: string, { line, column, path, message }: PolicyFault): Finding => ({
  place: `${file}:${line}:${column}`,
  message: path === '' ? message : `${path}: ${message}`,
  remedy: remedyFor(path),
});

type Signature = Readonly<{ findings: readonly Finding[]; signers: readonly string[]; said: string }>;

function signatureOf(file: PolicyFile, keys: readonly string[]): Signature {
  const { policy } = file.reading;
  if (!policy) return { findings: [], signers: [], said: '' }; // what is signed must be whole first
  if (keys.length === 0)
    return { findings: [], signers: [], said: file.note === null ? 'not signed' : 'signed, not verified (no --key)' };
  try {
    const signers = openPolicyNote(file, policy, readKeys(keys));
    return { findings: [], signers, said: `signed by ${signers.join(' and ')}` };
  } catch (error) {
    if (!(error instanceof Fault) || error.name !== 'Fault') throw error;
    return { findings: [{ place: `${file.name}.note`, message: error.message, remedy: error.remedy }], signers: [], said: '' };
  }
}
