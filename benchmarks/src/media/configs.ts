/** LiveKit configurations that are held against each other. */
import type { Policy } from '@sabha/domain/residency/policy';
import { renderLivekit } from '@sabha/livekit-config/render';
import { laptop } from '../../../infra/local/src/instance/place.ts';
import { loopback, type Ports } from '../../../infra/local/src/instance/ports.ts';
import type { Secrets } from '../../../infra/local/src/instance/secrets.ts';
import { livekitSettings } from '../../../infra/local/src/parts/livekit.ts';

export type Settings = Readonly<{
  template: string;
  policy: Policy;
  secrets: Secrets;
  ports: Ports;
  redis: Readonly<{ address: string; password: string }> | null;
}>;

export const configs = {
  /** The file of infra/livekit, as every host runs it. */
  ours: ({ template, policy, secrets, ports, redis }: Settings): string =>
    renderLivekit(template, {
      policy,
      siteId: laptop.siteId,
      settings: { ...livekitSettings(ports, secrets), redis },
    }),
  /**
   * What LiveKit's guide to self-hosting gives (one port to signal, one for TCP, ten thousand for UDP), and what it needs in order
   * to serve loopback and to ask nobody outside: nothing else is said, so everything else is LiveKit's default.
   */
  stock: ({ secrets, ports }: Settings): string =>
    JSON.stringify({
      port: ports.livekit,
      bind_addresses: [loopback],
      rtc: {
        tcp_port: ports.livekitTurn,
        port_range_start: 50_000,
        port_range_end: 60_000,
        use_external_ip: false,
        node_ip: loopback,
        enable_loopback_candidate: true,
        stun_servers: [`${loopback}:9`],
      },
      keys: { [secrets.livekitKey]: secrets.livekitSecret },
    }),
} as const;
export type ConfigName = keyof typeof configs;
