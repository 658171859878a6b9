/** What a media server tells a browser, held against the bounds of the policy. Pure: what is outside is taken out and named. */
import { type Bounds, isIceServerInside } from '@sabha/domain/residency/ice-server';
import { isWithin } from '@sabha/domain/residency/network';
import type { RefusedEnd } from '@sabha/domain/residency/route-contract';
import { readCandidate, writeCandidate } from './candidate.ts';

export type Inspected<T> = Readonly<{ kept: T; refused: readonly RefusedEnd[] }>;

/** One candidate as `addIceCandidate` takes it; null: not to be handed on. An empty text says that there are no more. */
export function inspectCandidate(bounds: Bounds, text: string): Inspected<string | null> {
  if (text === '') return { kept: '', refused: [] };
  const candidate = readCandidate(text.replace(/^a=/, ''));
  if (candidate !== null && isWithin(bounds.networks, candidate.address)) {
    return { kept: writeCandidate(candidate), refused: [] };
  }
  return { kept: null, refused: [{ what: 'candidate', end: candidate?.address ?? told(text) }] };
}

/**
 * A session description (RFC 8866). Lines are taken apart wherever any browser might, and put together in one way; a line that
 * speaks of candidates or gives an address is handed on only as it was understood.
 */
export function inspectDescription(bounds: Bounds, sdp: string): Inspected<string> {
  const refused: RefusedEnd[] = [];
  const lines = sdp.split(/\r\n|\n|\r/).flatMap((line) => {
    const inspected = inspectLine(bounds, line);
    refused.push(...inspected.refused);
    return inspected.kept ?? [];
  });
  return { kept: lines.join('\r\n'), refused };
}

function inspectLine(bounds: Bounds, line: string): Inspected<string | null> {
  const [, kind = '', name = ''] = /^\s*(\w)\s*=\s*([^:\s]*)/.exec(line) ?? [];
  const isAttribute = kind.toLowerCase() === 'a';
  // A control character in it could be a line's end to somebody.
  if (/\p{Cc}/u.test(line)) return { kept: null, refused: [{ what: 'candidate', end: told(line) }] };
  if (isAttribute && /candidate/i.test(name)) return inspectCandidateLine(bounds, line);
  if (kind.toLowerCase() === 'c' || (isAttribute && /^rtcp$/i.test(name))) return inspectAddressLine(bounds, line);
  return { kept: line, refused: [] };
}

function inspectCandidateLine(bounds: Bounds, line: string): Inspected<string | null> {
  if (line === 'a=end-of-candidates') return { kept: line, refused: [] };
  if (!line.startsWith('a=candidate:')) return { kept: null, refused: [{ what: 'candidate', end: told(line) }] };
  const { kept, refused } = inspectCandidate(bounds, line);
  return { kept: kept === null ? null : `a=${kept}`, refused };
}

/** `c=` and `a=rtcp:` (RFC 3605): without candidates an old browser might send there. */
function inspectAddressLine(bounds: Bounds, line: string): Inspected<string | null> {
  const found = /^(?:c=|a=rtcp:(\d{1,5})(?: |$))(?:IN IP[46] (\S+))?$/.exec(line);
  const [, port, address] = found ?? [];
  const blank = port === undefined ? 'c=IN IP4 0.0.0.0' : `a=rtcp:${port} IN IP4 0.0.0.0`;
  const isNowhere = address === '0.0.0.0' || address === '::' || (address === undefined && port !== undefined);
  if (found !== null && (isNowhere || isWithin(bounds.networks, address ?? ''))) return { kept: line, refused: [] };
  return { kept: blank, refused: [{ what: 'candidate', end: told(address ?? line) }] };
}

/** The servers that may be asked; of the others nothing is handed on, not even their names to be looked up. */
export function inspectIceServers(
  bounds: Bounds,
  servers: readonly RTCIceServer[] | undefined,
): Inspected<RTCIceServer[]> & Readonly<{ asked: readonly string[] }> {
  const refused: RefusedEnd[] = [];
  const asked: string[] = [];
  const kept = (servers ?? []).flatMap(({ urls, username, credential }) => {
    const all = (typeof urls === 'string' ? [urls] : urls) as readonly string[] | undefined;
    if (!Array.isArray(all)) refused.push({ what: 'ice_server', end: 'none' });
    asked.push(...(all ?? []));
    const inside = (all ?? []).filter((url) => isIceServerInside(bounds, url));
    for (const url of all ?? []) if (!inside.includes(url)) refused.push({ what: 'ice_server', end: told(url) });
    if (inside.length === 0) return [];
    const secrets = { ...(username !== undefined && { username }), ...(credential !== undefined && { credential }) };
    return [{ urls: inside, ...secrets }];
  });
  return { kept, refused, asked };
}

/** As much of it as a report holds, without what a screen or a log could stumble over. */
const told = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300) || '?';
