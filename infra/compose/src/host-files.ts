/** Every file that compose.yaml hands to a program of this host, from settings, secrets, policy and the repository's templates. */
import { hostsWith } from '@sabha/domain/residency/place';
import type { Policy, SiteFunction } from '@sabha/domain/residency/policy';
import { renderLivekit } from '@sabha/livekit-config/render';
import { TURN_TLS_PORT } from './addresses.ts';
import { migrationSettings, portalSettings, settingsFile, workerSettings } from './application-settings.ts';
import type { HostSecrets } from './host-secrets.ts';
import type { HostSettings } from './host-settings.ts';
import { livekitSettings } from './livekit-settings.ts';

/** Users of the containers, by number; a file is readable by one of them. */
const user = { proxy: 101, database: 999, redis: 999, app: 10_001, livekit: 10_002 } as const;

export type HostFile = Readonly<{ name: string; content: string; user: number }>;

export type HostSources = Readonly<{
  policy: Policy;
  settings: HostSettings;
  secrets: HostSecrets;
  templates: Readonly<{ livekit: string; nginx: string }>;
}>;

/** @throws Error that says what of it is outside the policy; then there is no file at all. */
export function hostFiles({ policy, settings, secrets, templates }: HostSources): readonly HostFile[] {
  requireHosts(policy, settings);
  const livekit = renderLivekit(templates.livekit, {
    policy,
    siteId: settings.SABHA_SITE,
    settings: livekitSettings(settings, secrets),
  });
  return [
    { name: 'livekit.yaml', content: livekit, user: user.livekit },
    { name: 'nginx.conf', content: fillNginx(templates.nginx, settings), user: user.proxy },
    { name: 'redis.conf', content: redisUsers(secrets), user: user.redis },
    { name: 'postgres-superuser', content: secrets.postgresSuperuser, user: user.database },
    { name: 'migrate.env', content: settingsFile(migrationSettings(secrets)), user: user.app },
    { name: 'portal.env', content: settingsFile(portalSettings(settings, secrets)), user: user.app },
    { name: 'worker.env', content: settingsFile(workerSettings(settings, secrets)), user: user.app },
  ];
}

/** Certificates that the operator puts there, and who reads them. */
export const certificateFiles: readonly Readonly<{ name: string; user: number }>[] = [
  { name: 'tls/site.crt', user: user.proxy },
  { name: 'tls/site.key', user: user.proxy },
  { name: 'tls/turn.crt', user: user.livekit },
  { name: 'tls/turn.key', user: user.livekit },
];

/** LiveKit writes down there what the worker reads. */
export const logFolder = { name: 'log', user: user.livekit } as const;

/** The programs speak to what is named here: nothing of it may be elsewhere than the policy says. */
function requireHosts(policy: Policy, settings: HostSettings): void {
  const wanted: readonly (readonly [setting: keyof HostSettings, host: string, name: SiteFunction])[] = [
    ['SABHA_PUBLIC_HOST', settings.SABHA_PUBLIC_HOST, 'portal'],
    ['SABHA_TURN_HOST', settings.SABHA_TURN_HOST, 'turn'],
    ['OIDC_ISSUER', new URL(settings.OIDC_ISSUER).hostname, 'identity'],
    ['SMTP_URL', new URL(settings.SMTP_URL).hostname, 'mail'],
  ];
  const strange = wanted.filter(([, host, name]) => !hostsWith(policy, name).includes(host));
  if (strange.length === 0) return;
  const lines = strange.map(
    ([setting, host, name]) => `${setting}: ${host} is no host of the policy's ${name} (${hostsWith(policy, name).join(', ')})`,
  );
  throw new Error(lines.join('\n'));
}

function fillNginx(template: string, { SABHA_PUBLIC_HOST, SABHA_TURN_HOST, SABHA_ADDRESS_V4 }: HostSettings): string {
  const values: Readonly<Record<string, string>> = {
    PUBLIC_HOST: SABHA_PUBLIC_HOST,
    TURN_HOST: SABHA_TURN_HOST,
    TURN_UPSTREAM: `${SABHA_ADDRESS_V4}:${TURN_TLS_PORT}`,
  };
  return template.replaceAll(/^(?![ \t]*#).*$/gm, (line) =>
    line.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`nginx.conf: nobody fills in ${name}`);
      return value;
    }),
  );
}

/** LiveKit, which writes, and portal and worker, which read which nodes there are: what they could write, the fence would believe. */
const redisUsers = ({ redis, redisReader }: Pick<HostSecrets, 'redis' | 'redisReader'>): string =>
  `requirepass ${redis}\nuser reader on >${redisReader} ~* resetchannels -@all +@read +@connection\n`;
