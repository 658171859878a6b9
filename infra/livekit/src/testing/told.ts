/** Finds in whatever a client was told the servers and addresses it was sent to. */
import { isWithin } from '@sabha/domain/residency/network';
import { hostsWith } from '@sabha/domain/residency/place';
import type { Policy, Site } from '@sabha/domain/residency/policy';
import { isOurServer } from '@sabha/domain/residency/route';

const ICE_URL = /\b(?:stuns?|turns?):(?:\[[^\]]+\]|[^\s"'<>,;[\]\\])+/g;
const WEB_URL = /\b[a-z][a-z0-9+.-]*:\/\/(?:\[[^\]]+\]|[^\s"'/:[\\])+/gi;
const CANDIDATE = /\bcandidate:\S+ \d+ \w+ \d+ (\S+) (\d+) typ \w+(?: raddr (\S+))?/g;

export const iceServersIn = (answer: unknown): readonly string[] => textOf(answer).match(ICE_URL) ?? [];

/** Addresses of ICE candidates, those behind a relay or a translation included. */
export function candidatesIn(answer: unknown): readonly string[] {
  return [...textOf(answer).matchAll(CANDIDATE)].flatMap(([, address = '', , related]) => [
    address,
    ...(related === undefined ? [] : [related]),
  ]);
}

/** Whatever of it is not the policy's: servers anywhere in it, addresses at this site alone. */
export function strangersIn(answer: unknown, { policy, site }: Readonly<{ policy: Policy; site: Site }>): readonly string[] {
  const web = (textOf(answer).match(WEB_URL) ?? []).filter(
    (url) => !hostsWith(policy, 'portal', 'media').includes(new URL(url).hostname),
  );
  return [
    ...iceServersIn(answer).filter((url) => !isOurServer(policy, url)),
    ...candidatesIn(answer).filter((address) => !isWithin(site.networks, address)),
    ...web,
  ];
}

/** Texts inside are JSON again at places (a candidate is); their marks go, so that all is found in one reading. */
const textOf = (answer: unknown): string => JSON.stringify(answer).replaceAll('\\', '');
