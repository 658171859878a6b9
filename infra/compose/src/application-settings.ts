/** The settings of portal, worker and migration, each in a file that its own user alone may read. */
import { verifierOf } from '@sabha/audit/note';
import { API_PORT, DATABASE, HOST_SEEN_FROM_FRONT, PROXY, REDIS } from './addresses.ts';
import type { HostSecrets } from './host-secrets.ts';
import type { HostSettings } from './host-settings.ts';
import { LIVEKIT_KEY } from './livekit-settings.ts';

type Settings = Readonly<Record<string, string>>;

const POLICY_FILE = '/etc/sabha/residency.yaml';
const DATABASE_NAME = 'sabha';

export function portalSettings(host: HostSettings, secrets: HostSecrets): Settings {
  return {
    ...common(host, secrets),
    PORT: '3000',
    HOST: '0.0.0.0', // inside its container; compose.yaml says who reaches it there
    TRUSTED_PROXIES: PROXY,
    OIDC_ISSUER: host.OIDC_ISSUER,
    OIDC_CLIENT_ID: host.OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: host.OIDC_CLIENT_SECRET,
    OIDC_NAME: host.OIDC_NAME,
    OIDC_ID_TOKEN_ALG: host.OIDC_ID_TOKEN_ALG,
    SABHA_AUTH_SECRET: secrets.auth,
  };
}

export function workerSettings(host: HostSettings, secrets: HostSecrets): Settings {
  return {
    ...common(host, secrets),
    WORKER_PORT: '3030',
    WORKER_HOST: '127.0.0.1',
    SMTP_URL: host.SMTP_URL,
    MAIL_FROM: host.MAIL_FROM,
    SABHA_RECEIPT_SIGNER: secrets.receiptSigner,
    SABHA_AUDIT_SIGNER: secrets.auditSigner,
    SABHA_AUDIT_MEMORY: '/var/lib/sabha-audit/head.note',
    LIVEKIT_LOG_FILE: '/var/log/sabha/livekit.log',
  };
}

export function migrationSettings(secrets: HostSecrets): Settings {
  return {
    DATABASE_SUPERUSER_URL: databaseUrl('postgres', secrets.postgresSuperuser, 'postgres'),
    DATABASE_OWNER_URL: databaseUrl('sabha_owner', secrets.postgresOwner, DATABASE_NAME),
    DATABASE_OWNER_PASSWORD: secrets.postgresOwner,
    DATABASE_APP_PASSWORD: secrets.postgresApp,
    DATABASE_NAME,
  };
}

function common(host: HostSettings, secrets: HostSecrets): Settings {
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: `https://${host.SABHA_PUBLIC_HOST}`,
    DATABASE_URL: databaseUrl('sabha_app', secrets.postgresApp, DATABASE_NAME),
    LIVEKIT_URL: `wss://${host.SABHA_PUBLIC_HOST}`,
    LIVEKIT_API_URL: `http://${HOST_SEEN_FROM_FRONT}:${API_PORT}`,
    LIVEKIT_REDIS_URL: `redis://reader:${encodeURIComponent(secrets.redisReader)}@${REDIS}:6379`,
    LIVEKIT_API_KEY: LIVEKIT_KEY,
    LIVEKIT_API_SECRET: secrets.livekit,
    SABHA_SEAL_KEY: secrets.seal,
    SABHA_RESIDENCY_POLICY: POLICY_FILE,
    SABHA_RESIDENCY_VERIFIER: host.SABHA_RESIDENCY_VERIFIER,
    SABHA_RECEIPT_VERIFIER: verifierOf(secrets.receiptSigner),
    SABHA_AUDIT_VERIFIER: verifierOf(secrets.auditSigner),
    LOG_LEVEL: 'info',
  };
}

/** By address: the name of a database that is down would be asked of a resolver outside. */
function databaseUrl(role: string, password: string, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@${DATABASE}:5432/${database}`;
}

/** As `node --env-file` reads it. No value holds a quote or a line break (host-settings.ts). */
export function settingsFile(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}
