import { signNote } from '@sabha/audit/note';
import type { Policy } from '@sabha/domain/residency/policy';
import { policyStatement } from '@sabha/domain/residency/policy-note';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import type { Home } from './home.ts';

/**
 * Puts the residency policy into the instance's home and signs it, at every start, so that portal and worker load it
 * like any other: from a file that somebody whom they believe has signed.
 * @throws Fault when the policy of this checkout is not whole.
 */
export async function putPolicy(source: string, { home, signer }: Readonly<{ home: Home; signer: string }>): Promise<Policy> {
  const bytes = await readFile(source);
  const { policy, faults } = readPolicy(bytes.toString('utf8'));
  if (policy === null) {
    const [{ line, path, message }] = faults as readonly [(typeof faults)[number]];
    throw new Fault(
      'policy',
      `${source}:${line} ${path}: ${message}`,
      'mend that line; docs/residency.md says what belongs there',
    );
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writeFile(home.policy, bytes, { mode: 0o600 });
  await writeFile(home.policyNote, signNote(policyStatement({ version: policy.version, sha256 }), signer), { mode: 0o600 });
  return policy;
}
