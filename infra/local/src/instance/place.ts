import type { LivekitSettings } from '@sabha/livekit-config/settings';
import { join } from 'node:path';
import { checkout } from './home.ts';
import { loopback } from './ports.ts';

/** Where an instance stands: under which policy, as which of its sites, and at which addresses browsers reach its media server. */
export type Place = Readonly<{
  /** Signed at every start by the instance's own key. */
  policyFile: string;
  siteId: string;
  /** IPv4 first, one per family. */
  addresses: LivekitSettings['addresses'];
  turnTls: LivekitSettings['turnTls'];
}>;

/** The one site of that policy: this machine's own loopback addresses, where port 443 is somebody else's. */
export const laptop: Place = {
  policyFile: join(checkout, 'infra/residency/laptop.yaml'),
  siteId: 'laptop',
  addresses: [loopback],
  turnTls: null,
};
