import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@sabha/db/migrate';
import { provision } from '@sabha/db/provision';
import type { TestProject } from 'vitest/node';
import { databaseUrl, ownerRole, superuserUrl } from '../instance/environment.ts';
import { homeAt } from '../instance/home.ts';
import { freePorts } from '../instance/ports.ts';
import { secretsOf } from '../instance/secrets.ts';
import { startInstance } from '../instance/start-instance.ts';
import { removeLeftovers, testHomePrefix } from './leftovers.ts';
import { templateDatabase } from './provided.ts';

/** Vitest's global set-up of the integration tests: real parts, once per run, on ports nobody else has. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), testHomePrefix));
  const ports = await freePorts();
  const instance = await startInstance({
    home: folder,
    ports,
    parts: ['database', 'livekit', 'identity', 'mail'],
    durable: false,
  });
  const secrets = await secretsOf(homeAt(folder));
  const adminUrl = superuserUrl(ports, secrets);
  const passwords = { ownerPassword: secrets.databaseOwner, appPassword: secrets.databaseApp };
  await provision({ superuserUrl: adminUrl, database: templateDatabase, ...passwords });
  await migrate(
    databaseUrl({ port: ports.database, role: ownerRole, password: secrets.databaseOwner, database: templateDatabase }),
  );
  project.provide('sabha', { env: instance.env, ports, superuserUrl: adminUrl, ...passwords });
  return async () => {
    await instance.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
