/** What the worker reads from its environment about receivers of the audit log (a SIEM). docs/siem.md. */
import { networksWith } from '@sabha/domain/residency/place';
import type { Policy } from '@sabha/domain/residency/policy';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { requireLogsInside } from '../../residency/require-inside.ts';
import type { Destination } from './destination.ts';
import { httpsDestination } from './https.ts';
import { lookupInside } from './lookup-inside.ts';
import { Secret } from './secret.ts';
import { syslogDestination } from './syslog.ts';
import { contextOptions, type Trust } from './tls.ts';

const file = z.string().min(1).optional();

/** `host:port`; an IPv6 address in brackets. */
const hostAndPort = z
  .string()
  .regex(/^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/, { error: 'must be host:port, the host in lower case' })
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port > 0 && port < 65_536, { error: 'has no port that there is' });

export const siemShape = {
  /** A receiver of syslog over TLS (RFC 5425), what it is sent, who vouches for it, and what we show it. Files in PEM. */
  SABHA_SIEM_SYSLOG: hostAndPort.optional(),
  SABHA_SIEM_SYSLOG_FORMAT: z.enum(['cef', 'ocsf']).default('cef'),
  SABHA_SIEM_SYSLOG_CA: file,
  SABHA_SIEM_SYSLOG_CERT: file,
  SABHA_SIEM_SYSLOG_KEY: file,
  /** A receiver of JSON lines by POST, its token (or, with a blank in it, the whole Authorization), and who vouches for it. */
  SABHA_SIEM_HTTPS: z
    .url({ protocol: /^https$/ })
    .transform((text) => new URL(text))
    .refine(({ username, password, hash }) => username + password + hash === '', {
      error: 'must hold no password and no fragment',
    })
    .optional(),
  SABHA_SIEM_HTTPS_TOKEN: z
    .string()
    .regex(/^[\x20-\x7e]+$/, { error: 'must be printable ASCII' })
    .transform((text) => new Secret(text.includes(' ') ? text : `Bearer ${text}`))
    .optional(),
  SABHA_SIEM_HTTPS_CA: file,
};

export type SiemEnv = z.infer<z.ZodObject<typeof siemShape>>;
export type SiemParts = Readonly<{ policy: Policy; publicUrl: string }>;

/**
 * The receivers that are configured; none is fine.
 * @throws Error that names the setting: for a receiver outside the residency policy, half a configuration, or a file that is none
 */
export async function siemDestinations(env: SiemEnv, parts: SiemParts): Promise<readonly Destination[]> {
  const made = await Promise.all([syslogOf(env, parts), httpsOf(env, parts)]);
  return made.filter((one) => one !== null);
}

async function syslogOf(env: SiemEnv, { policy, publicUrl }: SiemParts): Promise<Destination | null> {
  const { SABHA_SIEM_SYSLOG: receiver, SABHA_SIEM_SYSLOG_CERT: cert, SABHA_SIEM_SYSLOG_KEY: key } = env;
  requireTogether(env, receiver, ['SABHA_SIEM_SYSLOG_CA', 'SABHA_SIEM_SYSLOG_CERT', 'SABHA_SIEM_SYSLOG_KEY']);
  if (receiver === undefined) return null;
  requireLogsInside(policy, { setting: 'SABHA_SIEM_SYSLOG', host: receiver.host });
  const authorities = await certificates('SABHA_SIEM_SYSLOG_CA', env.SABHA_SIEM_SYSLOG_CA);
  if (authorities === undefined) throw new Error('SABHA_SIEM_SYSLOG_CA: without it nobody vouches for the receiver');
  if ((cert === undefined) !== (key === undefined))
    throw new Error('SABHA_SIEM_SYSLOG_CERT and SABHA_SIEM_SYSLOG_KEY: one is of no use without the other');
  const certificate = await certificates('SABHA_SIEM_SYSLOG_CERT', cert);
  const trust: Trust = {
    authorities,
    ...(certificate !== undefined && { identity: { certificate, key: new Secret(await textOf('SABHA_SIEM_SYSLOG_KEY', key)) } }),
    lookup: lookupInside(networksWith(policy, 'logs')),
  };
  requireFits('SABHA_SIEM_SYSLOG_KEY', trust);
  return syslogDestination({ ...receiver, trust, format: env.SABHA_SIEM_SYSLOG_FORMAT, hostname: new URL(publicUrl).hostname });
}

async function httpsOf(env: SiemEnv, { policy }: SiemParts): Promise<Destination | null> {
  const { SABHA_SIEM_HTTPS: url, SABHA_SIEM_HTTPS_TOKEN: authorization } = env;
  requireTogether(env, url, ['SABHA_SIEM_HTTPS_CA', 'SABHA_SIEM_HTTPS_TOKEN']);
  if (url === undefined) return null;
  requireLogsInside(policy, { setting: 'SABHA_SIEM_HTTPS', host: url.hostname });
  if (authorization === undefined) throw new Error('SABHA_SIEM_HTTPS_TOKEN: without it anybody could have sent it');
  const authorities = await certificates('SABHA_SIEM_HTTPS_CA', env.SABHA_SIEM_HTTPS_CA);
  return httpsDestination({ url, authorization, trust: { authorities, lookup: lookupInside(networksWith(policy, 'logs')) } });
}

/** Half a configuration is a mistake, and not one that is noticed when the log is missed. */
function requireTogether(env: SiemEnv, receiver: unknown, more: readonly (keyof SiemEnv)[]): void {
  const alone = receiver === undefined ? more.filter((name) => env[name] !== undefined) : [];
  if (alone.length > 0) throw new Error(`${alone.join(', ')}: nothing is sent, for there is no receiver`);
}

async function certificates(setting: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await textOf(setting, path);
  try {
    return new X509Certificate(text).raw.length > 0 ? text : undefined;
  } catch {
    throw new Error(`${setting}: holds no certificate in PEM`);
  }
}

async function textOf(setting: string, path = ''): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${setting}: cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`, { cause: error });
  }
}

function requireFits(setting: string, trust: Trust): void {
  try {
    createSecureContext(contextOptions(trust));
  } catch {
    throw new Error(`${setting}: is no key, or not that of the certificate`);
  }
}
