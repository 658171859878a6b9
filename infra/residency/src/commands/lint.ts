import { lintLivekit } from '@sabha/livekit-config/lint';
import type { Policy } from '@sabha/domain/residency/policy';
import type { PolicyFault } from '@sabha/domain/residency/read-policy';
import { readArguments } from '../arguments.ts';
import { type Command, type Edge, exitCodes } from '../edge.ts';
import { Fault, UsageFault } from '../fault.ts';
import { missingEvidence } from '../policy/evidence.ts';
import { type PolicyFile, readPolicyFile, readTextFile } from '../policy/policy-file.ts';
import { openPolicyNote, readKeys } from '../policy/policy-note.ts';
import { remedyFor } from '../policy/remedies.ts';
import { requireSite } from '../render/site-runs.ts';

const usage = 'lint <residency.yaml> [--livekit <livekit.yaml> --site <id>] [--key <name+hash+key>]... [--json]';

type Finding = Readonly<{ place: string; message: string; remedy: string }>;

/**
 * Everything that is wrong with a policy. With keys it must be signed by one of their holders, too. With a LiveKit configuration,
 * everything by which a host of that site would speak to, or tell people of, somebody who is not the policy's.
 */
export const lint: Command = async (args, edge) => {
  const { values, positionals } = readArguments(args, {
    options: {
      livekit: { type: 'string' },
      site: { type: 'string' },
      key: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
    positionals: ['<residency.yaml>'],
    usage,
  });
  const { livekit, site, key: keys = [] } = values;
  if ((livekit === undefined) !== (site === undefined))
    throw new UsageFault('--livekit and --site go together', `type: sabha-residency ${usage}`);
  const file = await readPolicyFile(positionals[0] ?? '', edge);
  const { policy, faults } = file.reading;
  const inside = policy ? await missingEvidence(policy, file.text) : faults;
  const signature = signatureOf(file, keys);
  const served = policy && livekit !== undefined && site !== undefined ? await servedBy(policy, { livekit, site }, edge) : [];
  const findings = [...inside.map((fault) => findingOf(file.name, fault)), ...signature.findings, ...served];
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

async function servedBy(
  policy: Policy,
  { livekit, site }: Readonly<{ livekit: string; site: string }>,
  edge: Edge,
): Promise<readonly Finding[]> {
  requireSite(policy, site);
  const text = await readTextFile(livekit, edge);
  return lintLivekit(text, policy, site).map(({ line, path, message, remedy }) => ({
    place: `${livekit}:${line}`,
    message: path === '' ? message : `${path}: ${message}`,
    remedy,
  }));
}

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
