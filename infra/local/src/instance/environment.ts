import { witnessVerifierOf } from '@sabha/audit/cosignature';
import { verifierOf } from '@sabha/audit/note';
import { join } from 'node:path';
import type { InstancePlan } from '../parts/part.ts';
import { cacheFolder } from '../setup/cache-folder.ts';
import { logOf } from './home.ts';
import { laptop } from './place.ts';
import { loopback, type Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** What the portal and the worker are given. The owner's database role is not among it. */
export type ApplicationEnvironment = Readonly<{
  PORT: string;
  HOST: string;
  PUBLIC_URL: string;
  WORKER_PORT: string;
  DATABASE_URL: string;
  LIVEKIT_URL: string;
  LIVEKIT_API_URL: string;
  LIVEKIT_API_KEY: string;
  LIVEKIT_API_SECRET: string;
  LIVEKIT_METRICS_URL: string;
  /** Where browsers reach its media, for the fence. */
  LIVEKIT_NODE_ADDRESSES: string;
  OIDC_ISSUER: string;
  OIDC_CLIENT_ID: string;
  OIDC_CLIENT_SECRET: string;
  OIDC_NAME: string;
  SMTP_URL: string;
  MAIL_FROM: string;
  SABHA_AUTH_SECRET: string;
  SABHA_SEAL_KEY: string;
  /** The policy's file; its signed note lies beside it. */
  SABHA_RESIDENCY_POLICY: string;
  /** Whose signature on it counts. */
  SABHA_RESIDENCY_VERIFIER: string;
  /** Whose signature makes a receipt ours. */
  SABHA_RECEIPT_VERIFIER: string;
  /** Whose signature makes a head of the audit log ours. */
  SABHA_AUDIT_VERIFIER: string;
  LOG_LEVEL: string;
}>;

/** The worker alone reads what the media server says of each connection, signs receipts, and signs heads of the audit log. */
export type WorkerEnvironment = ApplicationEnvironment &
  Readonly<{
    LIVEKIT_LOG_FILE: string;
    SABHA_RECEIPT_SIGNER: string;
    SABHA_AUDIT_SIGNER: string;
    SABHA_AUDIT_MEMORY: string;
    SABHA_AUDIT_WITNESSES: string;
  }>;

/** What tests and the set-up steps get on top. */
export type InstanceEnvironment = WorkerEnvironment & Readonly<{ DATABASE_OWNER_URL: string; MAILBOX_URL: string }>;

/** What an environment is made from. */
export type EnvironmentSource = Pick<InstancePlan, 'home' | 'ports' | 'secrets'> & Partial<Pick<InstancePlan, 'place' | 'told'>>;

export const databaseName = 'sabha';
export const superuser = 'postgres';
export const ownerRole = 'sabha_owner';
export const applicationRole = 'sabha_app';

export type DatabaseAddress = Readonly<{ port: number; role: string; password: string; database: string }>;

export function databaseUrl({ port, role, password, database }: DatabaseAddress): string {
  return `postgres://${role}:${encodeURIComponent(password)}@${loopback}:${port}/${database}`;
}

/** The one role that may make roles and databases; the runner's alone. */
export function superuserUrl(ports: Ports, secrets: Secrets): string {
  return databaseUrl({ port: ports.database, role: superuser, password: secrets.databaseSuperuser, database: 'postgres' });
}

export function applicationEnvironment(source: EnvironmentSource, logLevel = 'info'): ApplicationEnvironment {
  const { home, ports, secrets, place = laptop, told } = source;
  return {
    PORT: String(ports.portal),
    HOST: loopback,
    PUBLIC_URL: `http://localhost:${ports.portal}`,
    WORKER_PORT: String(ports.worker),
    DATABASE_URL: databaseUrl({
      port: ports.database,
      role: applicationRole,
      password: secrets.databaseApp,
      database: databaseName,
    }),
    LIVEKIT_URL: `ws://localhost:${ports.livekit}`,
    LIVEKIT_API_URL: `http://${loopback}:${ports.livekit}`,
    LIVEKIT_API_KEY: secrets.livekitKey,
    LIVEKIT_API_SECRET: secrets.livekitSecret,
    LIVEKIT_METRICS_URL: `http://${loopback}:${ports.livekitMetrics}/metrics`,
    LIVEKIT_NODE_ADDRESSES: place.addresses.join(' '),
    OIDC_ISSUER: `http://localhost:${ports.identity}`,
    OIDC_CLIENT_ID: secrets.oidcClientId,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    OIDC_NAME: 'Local identity provider',
    SMTP_URL: `smtp://${loopback}:${ports.mailSmtp}`,
    MAIL_FROM: 'Sabha <no-reply@sabha.localhost>',
    SABHA_AUTH_SECRET: secrets.auth,
    SABHA_SEAL_KEY: secrets.seal,
    SABHA_RESIDENCY_POLICY: home.policy,
    SABHA_RESIDENCY_VERIFIER: verifierOf(secrets.policySigner),
    SABHA_RECEIPT_VERIFIER: verifierOf(secrets.receiptSigner),
    SABHA_AUDIT_VERIFIER: verifierOf(secrets.auditSigner),
    LOG_LEVEL: logLevel,
    ...told,
  };
}

export function workerEnvironment(source: EnvironmentSource, logLevel?: string): WorkerEnvironment {
  return {
    ...applicationEnvironment(source, logLevel),
    LIVEKIT_LOG_FILE: logOf(source.home, 'livekit'),
    SABHA_RECEIPT_SIGNER: source.secrets.receiptSigner,
    SABHA_AUDIT_SIGNER: source.secrets.auditSigner,
    SABHA_AUDIT_MEMORY: source.home.auditHead,
    SABHA_AUDIT_WITNESSES: `http://${loopback}:${source.ports.witness} ${witnessVerifierOf(source.secrets.witnessKey)}`,
    ...source.told,
  };
}

export function instanceEnvironment(source: EnvironmentSource, logLevel?: string): InstanceEnvironment {
  const { ports, secrets } = source;
  return {
    ...workerEnvironment(source, logLevel),
    DATABASE_OWNER_URL: databaseUrl({
      port: ports.database,
      role: ownerRole,
      password: secrets.databaseOwner,
      database: databaseName,
    }),
    MAILBOX_URL: `http://${loopback}:${ports.mailWeb}`,
  };
}

const inherited = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TMPDIR', 'TERM', 'CI', 'NODE_EXTRA_CA_CERTS'] as const;

/** A part sees what it needs and nothing else of the person's shell: no npm settings, no tokens of other tools. */
export function partBaseEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const base: Record<string, string> = {
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    NO_COLOR: '1',
    // Else Next.js asks the registry about its packages for other platforms, to write them into our lock file.
    NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    // Seven processes read the same sources at every start: compiled once is enough.
    NODE_COMPILE_CACHE: join(cacheFolder(env), 'compiled'),
  };
  for (const name of inherited) {
    const value = env[name];
    if (value !== undefined) base[name] = value;
  }
  return base;
}
