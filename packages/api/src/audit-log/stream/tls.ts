/** How a receiver is known, and how we are known to it. Nothing is ever sent to one that did not prove its name. */
import type { LookupFunction } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { Secret } from './secret.ts';

export type Trust = Readonly<{
  /** PEM of whoever may vouch for the receiver; the authorities of this machine when there is none. */
  authorities?: string | undefined;
  /** What we show when it asks who we are. */
  identity?: Readonly<{ certificate: string; key: Secret }> | undefined;
  /** Of an address that a name leads to: where it may not lead. */
  lookup: LookupFunction;
}>;

/** Written out, though they are defaults: an environment variable of Node's turns the check off where it is not. */
export const tlsOptions = ({ authorities, identity, lookup }: Trust) => ({
  ...contextOptions({ authorities, identity }),
  rejectUnauthorized: true,
  lookup,
});

export const contextOptions = ({ authorities, identity }: Omit<Trust, 'lookup'>): SecureContextOptions => ({
  minVersion: 'TLSv1.2',
  ...(authorities !== undefined && { ca: authorities }),
  ...(identity && { cert: identity.certificate, key: identity.key.reveal() }),
});
