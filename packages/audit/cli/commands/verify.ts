import { stat } from 'node:fs/promises';
import { base64 } from '@scure/base';
import { openHead, type Trust, type Verified, verifyGrowth, verifyLog } from '../../src/log/verify.ts';
import { checkProof, type Proven } from '../../src/proof.ts';
import { readProofFile } from '../../src/proof-file.ts';
import { readArguments, readTrust, trustOptions } from '../arguments.ts';
import { type Command, type Edge, exitCodes } from '../edge.ts';
import { readNamed, sourceOf } from '../sources.ts';

const usage = 'sabha-audit verify <log or proof> --key K [--witness K] [--quorum N] [--origin O] [--since F] [--json]';

export const verify: Command = async (args, edge) => {
  const options = { ...trustOptions, since: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = readArguments(args, { options, positionals: ['the log or the proof'], usage });
  const [place = ''] = positionals;
  const trust = readTrust(values, usage);
  const isFile = await stat(place).then((found) => found.isFile(), () => false); // prettier-ignore
  if (isFile) tellProofs(await proven(place, trust), values.json === true, edge);
  else {
    const log = await verifyLog(sourceOf(place), trust);
    if (values.since !== undefined) await sinceThen(place, { log, trust, file: values.since });
    tellLog(log, values, edge);
  }
  return exitCodes.fits;
};

type ProvenFile = Readonly<{ proofs: readonly Proven[]; isCut: boolean }>;

/** The older head needs no witness: it is one's own memory. */
async function sinceThen(
  place: string,
  { log, trust, file }: Readonly<{ log: Verified; trust: Trust; file: string }>,
): Promise<void> {
  const older = openHead(await readNamed(file), { ...trust, quorum: 0 });
  await verifyGrowth(sourceOf(place), { older, newer: log });
}

async function proven(file: string, trust: Trust): Promise<ProvenFile> {
  const { proofs, isCut } = readProofFile(await readNamed(file));
  const checked = proofs.map((proof) => {
    openHead(proof.checkpoint, trust); // the witnesses, too
    return checkProof(proof, trust);
  });
  return { proofs: checked, isCut };
}

function tellLog(
  { checkpoint, cosignatures }: Verified,
  values: Readonly<{ since?: string | undefined; json?: boolean | undefined }>,
  { out }: Edge,
): void {
  const { origin, size } = checkpoint;
  const root = base64.encode(checkpoint.root);
  if (values.json) return out(`${JSON.stringify({ origin, size, root, cosignatures })}\n`);
  out(`FITS  ${origin}: ${String(size)} entries, root ${root}\n`);
  for (const { name, seconds } of cosignatures)
    out(`      ${name} vouched for it at ${new Date(seconds * 1000).toISOString()}\n`);
  if (values.since !== undefined) out(`      it began as ${values.since} says\n`);
}

function tellProofs({ proofs, isCut }: ProvenFile, isJson: boolean, { out }: Edge): void {
  if (isJson) {
    const entries = proofs.map(({ entry: { at, event, outcome }, values, index }) => ({ index, at, event, outcome, values }));
    out(`${JSON.stringify({ isCut, entries })}\n`);
    return;
  }
  for (const { entry, values, index, checkpoint } of proofs) {
    out(`FITS  entry ${String(index)} of the ${String(checkpoint.size)} of ${checkpoint.origin}\n`);
    out(`      ${entry.at.toISOString()} ${entry.event} ${entry.outcome}\n`);
    for (const [name, value] of Object.entries(values)) out(`      ${name}: ${JSON.stringify(value)}\n`);
  }
  if (isCut) out('      the file says that there is more about this than it holds\n');
}
