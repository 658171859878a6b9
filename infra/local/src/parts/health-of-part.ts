import postgres from 'postgres';
import { superuserUrl } from '../instance/environment.ts';
import { loopback, type Ports } from '../instance/ports.ts';
import type { Secrets } from '../instance/secrets.ts';
import { requireHttp, requireTcp } from '../process/health.ts';
import type { PartName } from './part.ts';

export type Reach = Readonly<{ ports: Ports; secrets: Secrets }>;

/** Throws with the reason while the part does not answer as it should: what "healthy" means to start and status alike. */
export async function requireHealthOf(name: PartName, { ports, secrets }: Reach): Promise<void> {
  switch (name) {
    case 'database':
      return requireDatabase(superuserUrl(ports, secrets));
    case 'livekit':
      return requireHttp(`http://${loopback}:${ports.livekit}/`);
    case 'identity':
      return requireHttp(`http://${loopback}:${ports.identity}/healthz`);
    case 'mail':
      await requireTcp(ports.mailSmtp);
      return requireHttp(`http://${loopback}:${ports.mailWeb}/healthz`);
    case 'witness':
      return requireHttp(`http://${loopback}:${ports.witness}/healthz`);
    case 'worker':
      return requireHttp(`http://${loopback}:${ports.worker}/healthz`);
    case 'portal':
      return requireHttp(`http://${loopback}:${ports.portal}/readyz`);
  }
}

async function requireDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await sql`select 1`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
