/**
 * What the media server writes into its own log of a session that has begun (livekit-server, pkg/rtc/room.go,
 * connectionDetailsFields). Of the client's end, which stands beside its own in the same lists, nothing is read.
 */
import { canonicalAddress } from '@sabha/domain/residency/network';
import { endOf } from '@sabha/domain/residency/route';
import { z } from 'zod';

export type LoggedView = Readonly<{
  sid: string;
  connection: 'udp' | 'tcp' | 'turn';
  /** `address:port` of each end that the server gathered for it. */
  offered: readonly string[];
  seenAt: Date;
}>;

const candidates = z.array(z.string()).default([]);
const shape = z.object({
  msg: z.literal('participant active'),
  ts: z.number(),
  room: z.uuid(), // others are not rooms of ours
  participantID: z.string().regex(/^[A-Za-z0-9_]{1,64}$/),
  connectionType: z.enum(['udp', 'tcp', 'turn']),
  publisherCandidates: candidates,
  subscriberCandidates: candidates,
});

/** Null for every other line, and for one that cannot be read. */
export function readLogLine(line: string): LoggedView | null {
  if (!line.includes('"participant active"')) return null; // most lines are longer and about something else
  const found = shape.safeParse(jsonOf(line));
  if (!found.success) return null;
  const { participantID, connectionType, ts, publisherCandidates, subscriberCandidates } = found.data;
  const offered = [...publisherCandidates, ...subscriberCandidates].flatMap((candidate) => ownEnd(candidate) ?? []);
  return { sid: participantID, connection: connectionType, offered: [...new Set(offered)], seenAt: new Date(ts * 1000) };
}

/** `[local][selected:1][trickle] udp4 host 127.0.0.1:7882 (resolved: …)`; an IPv6 address stands in brackets. */
function ownEnd(candidate: string): string | null {
  const [, address = '', port = ''] =
    /^\[local\](?:\[[\w:]+\])* (?:udp|tcp)[46] \w+ (\S+):(\d{1,5})(?: |$)/.exec(candidate) ?? [];
  const canonical = canonicalAddress(address);
  return canonical === null ? null : endOf({ address: canonical, port: Number(port) });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // no JSON
  }
}
