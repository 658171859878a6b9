import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationEnvironment, partBaseEnvironment, workerEnvironment } from '../instance/environment.ts';
import { checkout } from '../instance/home.ts';
import { loopback } from '../instance/ports.ts';
import { requireHealthOf } from './health-of-part.ts';
import type { InstancePlan, PartProcess, RunMode } from './part.ts';

const localSources = join(checkout, 'infra/local/src');

/** What every part that Node runs has in common. */
const nodePart = {
  command: process.execPath,
  stopSignal: 'SIGTERM',
  stopGraceMs: 2500,
  startWithinMs: 60_000,
} as const satisfies Partial<PartProcess>;

export function identityPart(plan: InstancePlan): PartProcess {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = applicationEnvironment(plan);
  const own = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL };
  return {
    ...nodePart,
    name: 'identity',
    args: [join(localSources, 'identity/main.ts')],
    env: {
      ...partBaseEnvironment(process.env),
      ...own,
      IDENTITY_PORT: String(plan.ports.identity),
      IDENTITY_KEY_FILE: plan.home.identityKey,
    },
    cwd: plan.home.folder,
    ports: ['identity'],
    address: OIDC_ISSUER,
    version: dependencyVersion('oidc-provider'),
    requireHealthy: () => requireHealthOf('identity', plan),
  };
}

export function mailPart(plan: InstancePlan): PartProcess {
  const own = {
    MAIL_WEB_PORT: String(plan.ports.mailWeb),
    MAIL_SMTP_PORT: String(plan.ports.mailSmtp),
    MAIL_FOLDER: plan.home.mailbox,
  };
  return {
    ...nodePart,
    name: 'mail',
    args: [join(localSources, 'mail/main.ts')],
    env: { ...partBaseEnvironment(process.env), ...own },
    cwd: plan.home.folder,
    ports: ['mailWeb', 'mailSmtp'],
    address: `http://localhost:${plan.ports.mailWeb}`,
    version: dependencyVersion('smtp-server'),
    requireHealthy: () => requireHealthOf('mail', plan),
  };
}

export function witnessPart(plan: InstancePlan): PartProcess {
  const own = {
    WITNESS_PORT: String(plan.ports.witness),
    WITNESS_KEY: plan.secrets.witnessKey,
    WITNESS_LOGS: applicationEnvironment(plan).SABHA_AUDIT_VERIFIER,
    WITNESS_FOLDER: plan.home.witness,
  };
  return {
    ...nodePart,
    name: 'witness',
    args: ['src/main.ts'],
    env: { ...partBaseEnvironment(process.env), ...own },
    cwd: join(checkout, 'apps/witness'),
    ports: ['witness'],
    address: `http://${loopback}:${plan.ports.witness}`,
    version: workspaceVersion('apps/witness'),
    requireHealthy: () => requireHealthOf('witness', plan),
  };
}

export function workerPart(plan: InstancePlan, logLevel?: string): PartProcess {
  const watch = plan.mode === 'development' ? ['--watch', '--watch-preserve-output'] : [];
  return {
    ...nodePart,
    name: 'worker',
    args: [...watch, 'src/main.ts'],
    env: { ...applicationProcessEnvironment(plan.mode), ...workerEnvironment(plan, logLevel) },
    cwd: join(checkout, 'apps/worker'),
    ports: ['worker'],
    address: `http://${loopback}:${plan.ports.worker}`,
    version: workspaceVersion('apps/worker'),
    requireHealthy: () => requireHealthOf('worker', plan),
  };
}

export function portalPart(plan: InstancePlan, logLevel?: string): PartProcess {
  // By NODE_OPTIONS, so that it holds in the processes that Next.js starts, too.
  const guard = plan.mode === 'development' ? { NODE_OPTIONS: `--import=${join(localSources, 'parts/loopback-fetch.ts')}` } : {};
  const build = plan.buildFolder === undefined ? {} : { BUILD_FOLDER: plan.buildFolder };
  const { PUBLIC_URL } = applicationEnvironment(plan);
  return {
    ...nodePart,
    name: 'portal',
    args: ['server.ts'],
    env: { ...applicationProcessEnvironment(plan.mode), ...applicationEnvironment(plan, logLevel), ...build, ...guard },
    cwd: join(checkout, 'apps/portal'),
    ports: ['portal'],
    address: PUBLIC_URL,
    version: workspaceVersion('apps/portal'),
    stopGraceMs: 3000,
    requireHealthy: () => requireHealthOf('portal', plan),
  };
}

function applicationProcessEnvironment(mode: RunMode): Record<string, string> {
  return { ...partBaseEnvironment(process.env), NODE_ENV: mode };
}

function workspaceVersion(folder: string): string {
  return versionIn(join(checkout, folder, 'package.json'));
}

function dependencyVersion(name: string): string {
  return versionIn(join(checkout, 'node_modules', name, 'package.json'));
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
