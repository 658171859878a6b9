/**
 * Who may be loaded: this machine itself, or somebody who has said so. A load kit that anybody can point anywhere is a weapon;
 * so nothing is sent to a host that is neither loopback nor named in a consent that is in force.
 */
import { isIP } from 'node:net';
import { z } from 'zod';

const day = z.iso.date();
const consentSchema = z.strictObject({
  format: z.literal('sabha-loadtest-consent/1'),
  /** Who owns the installation and answers for the consent: a name and a way to reach them. */
  owner: z.string().min(3),
  contact: z.string().min(3),
  /** Origins of the portal and host names of its media servers: exact, no patterns. */
  targets: z.array(z.url({ protocol: /^https?$/ })).min(1),
  mediaHosts: z.array(z.string().min(1)).default([]),
  from: day,
  until: day,
});
export type Consent = Readonly<z.infer<typeof consentSchema>>;

export type Allowance = Readonly<{ allowed: true } | { allowed: false; why: string }>;

/** @throws z.ZodError on anything but a whole consent. */
export const readConsent = (text: string): Consent => consentSchema.parse(JSON.parse(text));

/** @param today ISO date, UTC. */
export function mayLoad(origin: string, consent: Consent | undefined, today: string): Allowance {
  if (isLoopback(new URL(origin).hostname)) return { allowed: true };
  const why = whyNoConsent(consent, today);
  if (why !== null) return { allowed: false, why: `${origin} is not on this machine, and ${why}` };
  const isNamed = consent?.targets.some((target) => new URL(target).origin === origin) ?? false;
  return isNamed ? { allowed: true } : { allowed: false, why: `the consent does not name ${origin}` };
}

/** The portal says where the media is: its word alone must not turn the load on a third party. */
export function mayLoadMedia(url: string, consent: Consent | undefined, today: string): Allowance {
  const { hostname } = new URL(url);
  if (isLoopback(hostname)) return { allowed: true };
  const why = whyNoConsent(consent, today);
  if (why !== null) return { allowed: false, why: `media at ${hostname} is not on this machine, and ${why}` };
  const isNamed = consent?.mediaHosts.includes(hostname) ?? false;
  return isNamed ? { allowed: true } : { allowed: false, why: `the consent does not name the media host ${hostname}` };
}

function whyNoConsent(consent: Consent | undefined, today: string): string | null {
  if (consent === undefined) return 'its owner has not consented (--consent)';
  if (today < consent.from) return `the consent begins on ${consent.from}`;
  return today > consent.until ? `the consent ended on ${consent.until}` : null;
}

/** By address, or by the one name that always means it (RFC 6761 section 6.3). A name of the network may lead anywhere. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}
