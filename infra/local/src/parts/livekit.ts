import { writeFile } from 'node:fs/promises';
import { partBaseEnvironment } from '../instance/environment.ts';
import { laptopSite } from '../instance/policy-files.ts';
import { loopback, type Ports } from '../instance/ports.ts';
import type { Secrets } from '../instance/secrets.ts';
import { requireHealthOf } from './health-of-part.ts';
import { livekitBinary, livekitVersion } from './livekit-binary.ts';
import type { InstancePlan, PartProcess } from './part.ts';

export async function livekitPart(plan: InstancePlan): Promise<PartProcess> {
  const command = await livekitBinary({
    env: process.env,
    signal: plan.signal,
    progress: (line) => plan.progress('livekit', line),
  });
  const config = livekitConfig(plan.ports, plan.secrets);
  // JSON is YAML, and needs no library to be written without a quoting mistake.
  await writeFile(plan.home.livekitConfig, JSON.stringify(config, null, 2), { mode: 0o600 });
  return {
    name: 'livekit',
    command,
    args: ['--config', plan.home.livekitConfig],
    env: partBaseEnvironment(process.env),
    cwd: plan.home.folder,
    ports: ['livekit', 'livekitUdp', 'livekitTurn', 'livekitMetrics'],
    address: `ws://localhost:${plan.ports.livekit}`,
    version: livekitVersion,
    stopSignal: 'SIGTERM',
    stopGraceMs: 2000,
    insistOnStop: true, // after one signal it waits for every participant to leave, which may be never
    startWithinMs: 20_000,
    requireHealthy: () => requireHealthOf('livekit', plan),
  };
}

/**
 * What keeps LiveKit from speaking to, and telling browsers of, anybody abroad: its own address given rather than
 * asked of a STUN server, and its own STUN and TURN named, or browsers would be sent to Google's and Twilio's.
 */
export function livekitConfig(ports: Ports, secrets: Secrets): Readonly<Record<string, unknown>> {
  const relays = relayRange(ports.livekitTurn);
  return {
    port: ports.livekit,
    bind_addresses: [loopback],
    prometheus: { port: ports.livekitMetrics },
    region: laptopSite,
    rtc: {
      udp_port: ports.livekitUdp,
      tcp_port: 0, // its ICE/TCP listener takes every interface and cannot be told otherwise
      node_ip: loopback,
      use_external_ip: false,
      interfaces: { includes: ['lo', 'lo0'] },
      ips: { includes: [`${loopback}/32`] },
      enable_loopback_candidate: true,
      use_mdns: false,
      stun_servers: [`${loopback}:${ports.livekitTurn}`],
    },
    turn: {
      enabled: true,
      bind_addresses: [loopback],
      udp_port: ports.livekitTurn,
      relay_range_start: relays.start,
      relay_range_end: relays.end,
      allow_restricted_peer_cidrs: [`${loopback}/32`],
    },
    room: { auto_create: false },
    keys: { [secrets.livekitKey]: secrets.livekitSecret },
    webhook: { api_key: secrets.livekitKey, urls: [`http://${loopback}:${ports.portal}/api/livekit/webhook`] },
    logging: { level: 'info', json: true },
  };
}

/** Ports taken only while a browser relays; apart per instance so that two side by side do not meet often. */
function relayRange(turnPort: number): Readonly<{ start: number; end: number }> {
  const start = 20_000 + (turnPort % 100) * 100;
  return { start, end: start + 99 };
}
