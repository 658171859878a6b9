import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../infra/local/src/instance/ports.ts';
import { startInstance, type Instance } from '../../infra/local/src/instance/start-instance.ts';
import type { Platform } from './platform.ts';

export type OwnInstance = Readonly<{ platform: Platform; part: Instance['part']; stop(): Promise<void> }>;

/** One whole platform on ports of its own, beside whatever else runs on this machine; nothing stays of it. */
export async function startOwnInstance(): Promise<OwnInstance> {
  const home = await mkdtemp(join(tmpdir(), 'sabha-e2e-'));
  const instance = await startInstance({ home, ports: await freePorts(), durable: false, logLevel: 'warn' });
  return {
    platform: platformOf(instance, home),
    part: (name) => instance.part(name),
    async stop() {
      await instance.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export function platformOf({ env }: Pick<Instance, 'env'>, home: string): Platform {
  return {
    home,
    origin: env.PUBLIC_URL,
    mailbox: env.MAILBOX_URL,
    identity: env.OIDC_ISSUER,
    livekit: { url: env.LIVEKIT_API_URL, key: env.LIVEKIT_API_KEY, secret: env.LIVEKIT_API_SECRET },
    ownerDatabase: env.DATABASE_OWNER_URL,
  };
}
