import type { Policy } from '@sabha/domain/residency/policy';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const referenceFile = join(import.meta.dirname, '../../residency.yaml');

/** infra/residency/residency.yaml as it stands. */
export function referencePolicy(): Policy {
  const { policy, faults } = readPolicy(readFileSync(referenceFile, 'utf8'));
  if (!policy) throw new Error(faults.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return policy;
}
