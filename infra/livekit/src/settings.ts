/** What one host says of itself, and the policy cannot: the values that the template leaves open. */
import { canonicalAddress, isIpv6 } from '@sabha/domain/residency/network';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const address = z.string().refine((text) => canonicalAddress(text) === text, { error: 'not an address in its canonical form' });
const range = z
  .strictObject({ first: port, last: port })
  .refine(({ first, last }) => first < last, { error: 'ends before it begins' });

export const settingsSchema = z.strictObject({
  /** At which participants reach this host: one address per family, IPv4 first. */
  addresses: z
    .array(address)
    .min(1)
    .max(2)
    .refine((all) => all.length < 2 || (!isIpv6(all[0] ?? '') && isIpv6(all[1] ?? '')), { error: 'not IPv4 and then IPv6' }),
  /** Where signalling, API and metrics listen: loopback or private addresses. */
  listen: z.array(address).min(1),
  ports: z.strictObject({
    api: port,
    metrics: port,
    /** One port for media, or a range with about one for each processor. */
    media: z.union([port, range]),
    /** TURN and STUN by UDP. */
    turn: port,
    relays: range,
  }),
  /** TURN over TLS: the domain as in the certificate, the port behind the proxy, files as LiveKit sees them. Null: none. */
  turnTls: z
    .strictObject({ domain: z.string().min(1), port, certFile: z.string().min(1), keyFile: z.string().min(1) })
    .nullable(),
  /** Null where there is one node. */
  redis: z.strictObject({ address: z.string().min(1), password: z.string().min(1) }).nullable(),
  /** The portal's address for reports from LiveKit. */
  webhook: z.url({ protocol: /^https?$/ }),
  key: z.strictObject({ name: z.string().min(1), secret: z.string().min(32) }),
});
export type LivekitSettings = Readonly<z.infer<typeof settingsSchema>>;
