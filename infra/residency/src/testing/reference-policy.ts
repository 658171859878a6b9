import type { Policy } from '@sabha/domain/residency/policy';
import { readPolicy } from '@sabha/domain/residency/read-policy';
import type { LivekitSettings } from '@sabha/livekit-config/settings';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const referenceFile = join(import.meta.dirname, '../../residency.yaml');

/** infra/residency/residency.yaml as it stands. */
export function referencePolicy(): Policy {
  const { policy, faults } = readPolicy(readFileSync(referenceFile, 'utf8'));
  if (!policy) throw new Error(faults.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return policy;
}

/** Of a media server of its site del1. */
export const hostOfDelhi: LivekitSettings = {
  addresses: ['192.0.2.10', '2001:db8:100::10'],
  listen: ['127.0.0.1'],
  ports: { api: 7880, metrics: 7886, media: 50_000, turn: 3478, relays: { first: 30_000, last: 30_099 } },
  turnTls: null,
  redis: null,
  webhook: 'https://sabha.example/api/livekit/webhook',
  key: { name: 'sabha', secret: 's'.repeat(43) },
};
