/** What the policy makes of one address or host name. */
import { canonicalAddress, isWithin } from '@sabha/domain/residency/network';
import { hostsWith, networksWith, siteOf } from '@sabha/domain/residency/place';
import { functions, occupantOf, type Policy, type SiteFunction } from '@sabha/domain/residency/policy';

export type Verdict = Readonly<{ as: string; allowed: boolean; why: string }>;
export type Explanation = Readonly<{
  subject: string;
  kind: 'address' | 'host';
  /** Where it lies, and what the policy has there (for a host: under that name). */
  places: readonly Readonly<{
    siteId: string;
    city: string;
    state: string;
    operator: string;
    network: string | null;
    runs: readonly SiteFunction[];
  }>[];
  verdicts: readonly Verdict[];
}>;

/** @param text an address or host, alone, with a port, or in a URL. */
export function explainSubject(policy: Policy, text: string): Explanation {
  const subject = bare(text);
  const address = canonicalAddress(subject);
  return address === null ? explainHost(policy, subject.toLowerCase().replace(/\.$/, '')) : explainAddress(policy, address);
}

/** Without scheme, user, port and path, where it has them. */
function bare(text: string): string {
  if (canonicalAddress(text) !== null) return text;
  const [authority = ''] = text.replace(/^(?:(?:stuns?|turns?):|(?:wss?|https?):\/\/)/i, '').split(/[/?#]/);
  const host = authority.split('@').at(-1) ?? '';
  if (canonicalAddress(host) !== null) return host;
  return /^(\[[^\]]*\]|[^:]*):\d{1,5}$/.exec(host)?.[1] ?? host;
}

function explainAddress(policy: Policy, address: string): Explanation {
  const found = siteOf(policy, address);
  const runs = found ? functions.filter((name) => occupantOf(found.site, name) !== null) : [];
  const place = found && {
    ...placeOf(policy, found.siteId),
    network: found.site.networks.find((network) => isWithin([network], address)) ?? null,
    runs,
  };
  const nowhere = 'it lies at no site of the policy';
  const hasMedia = runs.includes('media');
  const isEnd = isWithin(networksWith(policy, 'media', 'turn'), address);
  const why = !found ? nowhere : `${found.siteId} has neither media nor TURN`;
  const verdicts = [
    {
      as: 'a media node',
      allowed: hasMedia,
      why: !found
        ? `${nowhere}: a stranger, which closes its whole cluster`
        : hasMedia
          ? `if it says that its region is ${found.site.region}`
          : `${found.siteId} has no media: a stranger, which closes its whole cluster`,
    },
    { as: 'the other end of sound and picture', allowed: isEnd, why: isEnd ? `media or TURN runs there` : why },
    { as: 'a STUN or TURN server', allowed: isEnd, why: isEnd ? `media or TURN runs there` : why },
  ];
  return { subject: address, kind: 'address', places: place ? [place] : [], verdicts };
}

function explainHost(policy: Policy, host: string): Explanation {
  const places = Object.entries(policy.sites)
    .map(([siteId, site]) => ({
      ...placeOf(policy, siteId),
      network: null,
      runs: functions.filter((name) => occupantOf(site, name)?.hosts.includes(host) === true),
    }))
    .filter(({ runs }) => runs.length > 0);
  const isRelay = hostsWith(policy, 'media', 'turn').includes(host);
  const why = places.length === 0 ? 'no site of the policy has that name' : 'neither media nor TURN has that name';
  return {
    subject: host,
    kind: 'host',
    places,
    verdicts: [{ as: 'a STUN or TURN server', allowed: isRelay, why: isRelay ? 'media or TURN has that name' : why }],
  };
}

function placeOf({ sites }: Policy, siteId: string) {
  const { city = '', state = '', operator = '' } = sites[siteId] ?? {};
  return { siteId, city, state: state as string, operator };
}
