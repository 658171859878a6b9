/** The residency policy as data: where each thing that Sabha is made of runs and rests. Read from YAML by `read-policy.ts`. */
import { z } from 'zod';
import { lineSchema } from '../organisation/contract.ts';
import { canonicalNetwork, isIpv6 } from './network.ts';

/** The format's own version; a policy of another one is not read. */
export const POLICY_FORMAT = 'sabha-residency/1';

/** What rests or runs somewhere. Each site says of each: none, or what it is and where the evidence lies. */
export const functions = [
  'media', // LiveKit: sound and picture pass here in the clear between two encrypted hops
  'turn', // relays sound and picture, encrypted
  'portal', // pages and API
  'database',
  'queue', // Redis: which room is on which node
  'objects', // recordings and other files
  'logs',
  'backups',
  'mail',
  'identity',
  'dns',
  'time',
  'consoles', // from where it is administered
] as const;
export type SiteFunction = (typeof functions)[number];

/** ISO 3166-2:IN, states and union territories. */
export const states = [
  'IN-AN', 'IN-AP', 'IN-AR', 'IN-AS', 'IN-BR', 'IN-CG', 'IN-CH', 'IN-DH', 'IN-DL', 'IN-GA', 'IN-GJ', 'IN-HP', 'IN-HR', 'IN-JH',
  'IN-JK', 'IN-KA', 'IN-KL', 'IN-LA', 'IN-LD', 'IN-MH', 'IN-ML', 'IN-MN', 'IN-MP', 'IN-MZ', 'IN-NL', 'IN-OD', 'IN-PB', 'IN-PY',
  'IN-RJ', 'IN-SK', 'IN-TG', 'IN-TN', 'IN-TR', 'IN-UK', 'IN-UP', 'IN-WB',
] as const; // prettier-ignore

/** No site is larger than this; `0.0.0.0/0` would be an allowlist of the world. */
const WIDEST = { ipv4: 8, ipv6: 16 };

const network = z
  .string()
  .refine((text) => canonicalNetwork(text) === text, {
    error: 'not a network in canonical CIDR notation without host bits, such as 203.0.113.0/26 or 2001:db8:1::/48',
    abort: true,
  })
  .refine((text) => Number(text.split('/')[1]) >= (isIpv6(text) ? WIDEST.ipv6 : WIDEST.ipv4), {
    error: `wider than any site: at least /${WIDEST.ipv4}, or /${WIDEST.ipv6} of IPv6`,
  });

/** A host name (RFC 1123), lower case, without a port. One that ends in a number is an address to a browser (WHATWG URL). */
const hostName = z
  .string()
  .max(253)
  .regex(/^(?!(?:.*\.)?(?:\d+|0x[0-9a-f]*)$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, {
    error: 'not a host name in lower case without a port',
  });

/** Where a doubter can look: a page, or a file of this repository. */
const evidence = z
  .string()
  .regex(/^(https:\/\/[^\s]+|docs\/[^\s]+)$/, { error: 'not an https:// address or a file under docs/' });

const occupant = z.strictObject({
  what: lineSchema(200),
  /** Names by which it is asked for, from browsers or from other sites. */
  hosts: z.array(hostName).default([]),
  evidence,
});
export type Occupant = z.infer<typeof occupant>;

const cell = z.union([z.literal('none'), occupant], { error: 'empty: write `none`, or what it is (what) and its evidence' });

const siteSchema = z.strictObject({
  name: z.strictObject({ en: lineSchema(60), hi: lineSchema(60) }),
  operator: lineSchema(120),
  city: lineSchema(60),
  state: z.enum(states),
  position: z.strictObject({ latitude: z.number().min(6).max(38), longitude: z.number().min(68).max(98) }),
  /** LiveKit's `region` of the nodes here. */
  region: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, { error: 'not a region name such as in-north' }),
  networks: z.array(network).min(1),
  evidence,
  runs: z.strictObject(Object.fromEntries(functions.map((name) => [name, cell])) as Record<SiteFunction, typeof cell>),
});

export const policySchema = z.strictObject({
  format: z.literal(POLICY_FORMAT),
  /** Grows with each change; a lower one than was seen before is a rollback. */
  version: z.int().min(1).max(999_999_999),
  issued: z.iso.date(),
  country: z.literal('IN'),
  limits: z.strictObject({
    /** A node whose own word is older than this is taken for gone. Seconds. */
    staleAfter: z.int().min(4).max(60),
    /** Share of a node's processors above which it takes no new room, and above which nobody more comes into its rooms. */
    newRoomLoad: z.number().gt(0).max(1),
    joinLoad: z.number().gt(0).max(1),
  }),
  /** Whether an organiser may let in people who come from an address abroad; `refused` holds for every meeting. */
  participantsAbroad: z.enum(['organiser_decides', 'refused']),
  sites: z.record(z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, { error: 'not a site id such as del1' }), siteSchema),
});
export type Policy = Readonly<z.infer<typeof policySchema>>;
export type Site = Readonly<z.infer<typeof siteSchema>>;
export type SiteId = string;

/** What runs there, or null where the policy says `none`. */
export function occupantOf(site: Site, name: SiteFunction): Occupant | null {
  const found = site.runs[name];
  return found === 'none' ? null : found;
}

/** The sites that have it, with their ids, in the order of the policy. */
export function sitesWith(policy: Policy, name: SiteFunction): readonly (readonly [SiteId, Site])[] {
  return Object.entries(policy.sites).filter(([, site]) => occupantOf(site, name) !== null);
}
