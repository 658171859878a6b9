/** Stands in for the runner's own policy until that is merged: signs the laptop's policy with a key drawn from the secrets. */
import { makeKeys, signNote } from '@sabha/audit/note';
import { policyStatement } from '@sabha/domain/residency/policy-note';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './home.ts';
import type { Secrets } from './secrets.ts';

const seed = (secrets: Secrets, purpose: string) => createHash('sha256').update(`${purpose}\0${secrets.seal}`).digest();

export function standInResidency(secrets: Secrets) {
  const bytes = readFileSync(join(checkout, 'infra/residency/laptop.yaml'));
  const folder = join(tmpdir(), `sabha-policy-${secrets.livekitKey}`);
  const file = join(folder, 'residency.yaml');
  const keys = makeKeys('laptop', seed(secrets, 'policy'));
  const { policy } = readPolicy(bytes.toString('utf8'));
  if (policy === null) throw new Error('the laptop policy is not whole');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, bytes);
  writeFileSync(`${file}.note`, signNote(policyStatement({ version: policy.version, sha256 }), keys.signer));
  return {
    SABHA_RESIDENCY_POLICY: file,
    SABHA_RESIDENCY_VERIFIER: keys.verifier,
    SABHA_RECEIPT_SIGNER: makeKeys('receipts.laptop', seed(secrets, 'receipt')).signer,
  };
}
