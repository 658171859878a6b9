/** What the operator of a host writes down: .env and given.env, parsed once. */
import { canonicalAddress, isIpv6 } from '@sabha/domain/residency/network';
import { z } from 'zod';

const address = z.string().refine((text) => canonicalAddress(text) === text, { error: 'not an address in its canonical form' });
const hostName = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, { error: 'not a host name in lower case' });
/** Goes into a file of settings between quotes. */
const line = z
  .string()
  .min(1, { error: 'empty' })
  .regex(/^[^'\n\r]*$/, { error: 'a quote or a line break in it' });

const shape = z.object({
  SABHA_SITE: line,
  SABHA_ADDRESS_V4: address.refine((text) => !isIpv6(text), { error: 'not IPv4' }),
  SABHA_ADDRESS_V6: z.union([z.literal(''), address.refine(isIpv6, { error: 'not IPv6' })]).default(''),
  SABHA_PUBLIC_HOST: hostName,
  SABHA_TURN_HOST: hostName,
  SABHA_RESIDENCY_VERIFIER: line,
  OIDC_ISSUER: z.url({ protocol: /^https$/, error: 'not an https:// address' }),
  OIDC_CLIENT_ID: line,
  OIDC_CLIENT_SECRET: line,
  OIDC_NAME: line,
  OIDC_ID_TOKEN_ALG: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'not an smtp:// or smtps:// address' }).pipe(line),
  MAIL_FROM: line,
});
export type HostSettings = Readonly<z.infer<typeof shape>>;

/** @throws Error that names each setting that is missing or wrong, never its value. */
export function readSettings(written: Readonly<Record<string, string | undefined>>): HostSettings {
  const result = shape.safeParse(written);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}
