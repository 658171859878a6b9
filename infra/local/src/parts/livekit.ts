import { renderLivekit } from '@sabha/livekit-config/render';
import type { LivekitSettings } from '@sabha/livekit-config/settings';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partBaseEnvironment } from '../instance/environment.ts';
import { checkout } from '../instance/home.ts';
import { laptop, type Place } from '../instance/place.ts';
import { loopback, type Ports } from '../instance/ports.ts';
import type { Secrets } from '../instance/secrets.ts';
import { requireHealthOf } from './health-of-part.ts';
import { livekitBinary, livekitVersion } from './livekit-binary.ts';
import type { InstancePlan, PartProcess } from './part.ts';

/** What every LiveKit of Sabha runs, wherever it is. */
const livekitTemplate = join(checkout, 'infra/livekit/livekit.yaml');

export async function livekitPart(plan: InstancePlan): Promise<PartProcess> {
  const command = await livekitBinary({
    env: process.env,
    signal: plan.signal,
    progress: (line) => plan.progress('livekit', line),
  });
  const template = await readFile(livekitTemplate, 'utf8');
  const settings = livekitSettings(plan.ports, plan.secrets, plan.place);
  const config = renderLivekit(template, { policy: plan.policy, siteId: plan.place.siteId, settings });
  await writeFile(plan.home.livekitConfig, config, { mode: 0o600 });
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

/** The one template, with what this instance has in the places that it leaves open. */
export function livekitSettings(ports: Ports, secrets: Secrets, place: Place = laptop): LivekitSettings {
  return {
    addresses: place.addresses,
    listen: [loopback],
    ports: {
      api: ports.livekit,
      metrics: ports.livekitMetrics,
      media: ports.livekitUdp,
      turn: ports.livekitTurn,
      relays: relayRange(ports.livekitTurn),
    },
    turnTls: place.turnTls,
    redis: null,
    webhook: `http://${loopback}:${ports.portal}/api/livekit/webhook`,
    key: { name: secrets.livekitKey, secret: secrets.livekitSecret },
  };
}

/** Ports taken only while a browser relays; apart per instance so that two side by side do not meet often. */
export function relayRange(turnPort: number): LivekitSettings['ports']['relays'] {
  const first = 20_000 + (turnPort % 100) * 100;
  return { first, last: first + 99 };
}
