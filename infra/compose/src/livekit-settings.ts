import type { LivekitSettings } from '@sabha/livekit-config/settings';
import {
  API_PORT,
  HOST_SEEN_FROM_FRONT,
  METRICS_PORT,
  PORTAL_ON_LOOPBACK,
  REDIS_ON_LOOPBACK,
  TURN_PORT,
  TURN_TLS_PORT,
} from './addresses.ts';
import type { HostSecrets } from './host-secrets.ts';
import type { HostSettings } from './host-settings.ts';

type Place = Pick<HostSettings, 'SABHA_ADDRESS_V4' | 'SABHA_ADDRESS_V6' | 'SABHA_TURN_HOST'>;

export const LIVEKIT_KEY = 'sabha';

/** LiveKit on a host that is run by compose.yaml. Files as it sees them in its container. */
export function livekitSettings(host: Place, secrets: Pick<HostSecrets, 'redis' | 'livekit'>): LivekitSettings {
  return {
    addresses: [host.SABHA_ADDRESS_V4, host.SABHA_ADDRESS_V6].filter((address) => address !== ''),
    // Not the addresses that participants reach: signalling comes through the proxy, the API from the portal.
    listen: ['127.0.0.1', HOST_SEEN_FROM_FRONT],
    ports: {
      api: API_PORT,
      metrics: METRICS_PORT,
      // LiveKit takes as many of them as the host has processors.
      media: { first: 50_000, last: 50_063 },
      turn: TURN_PORT,
      relays: { first: 30_000, last: 39_999 },
    },
    turnTls: {
      domain: host.SABHA_TURN_HOST,
      port: TURN_TLS_PORT,
      certFile: '/run/secrets/turn.crt',
      keyFile: '/run/secrets/turn.key',
    },
    redis: { address: REDIS_ON_LOOPBACK, password: secrets.redis },
    webhook: `http://${PORTAL_ON_LOOPBACK}/api/livekit/webhook`,
    key: { name: LIVEKIT_KEY, secret: secrets.livekit },
  };
}
