/** Reports of routes as an honest client would make them, and sessions to make them of. */
import { noteServerViews } from '@sabha/db/stores/routes';
import type { RouteReport, SelectedPair } from '@sabha/domain/residency/route';
import type { Harness } from './harness.ts';
import type { Scheduled } from './meetings.ts';

export const NODE = 'ND_here';
/** Where the laptop's policy lets media be. */
export const END = { address: '127.0.0.1', port: 7882, type: 'host' } as const;
export const directPair: SelectedPair = { transport: 'publisher', protocol: 'udp', remote: END, localType: 'host', relay: null };
export const relayedPair: SelectedPair = {
  ...directPair,
  localType: 'relay',
  relay: { url: 'turn:127.0.0.1:3478?transport=udp', protocol: 'udp' },
};

let sessions = 0;

/** A stay on the media server without the media server. */
export async function stay(
  { owner, clock }: Harness,
  { meetingId, participantId, leftAt = null }: Readonly<{ meetingId: string; participantId: string; leftAt?: Date | null }>,
): Promise<string> {
  const sid = `PA_${process.pid}x${++sessions}`;
  await owner`insert into attendance (sid, meeting_id, participant_id, joined_at, last_seen_at, left_at)
    values (${sid}, ${meetingId}, ${participantId}, ${clock.now}, ${clock.now}, ${leftAt})`;
  return sid;
}

/** Puts the room on a node of the laptop's, as the fence does. */
export async function placeOnNode({ owner }: Harness, { meetingId }: Pick<Scheduled, 'meetingId'>): Promise<void> {
  await owner`update meetings set media_node_id = ${NODE}, media_site_id = 'laptop' where id = ${meetingId}`;
}

export function reportOf(
  { joinCode, sid }: Readonly<{ joinCode: string; sid: string }>,
  more: Partial<RouteReport> = {},
): RouteReport {
  const iceServers = ['stun:127.0.0.1:3478', 'turn:127.0.0.1:3478?transport=udp'];
  return { joinCode, sid, nodeId: NODE, region: 'laptop', sequence: 1, iceServers, pairs: [directPair], ...more };
}

/** What the media server's log says of a session. */
export async function saveView(
  { services, clock }: Harness,
  view: Readonly<{ sid: string; connection: 'udp' | 'tcp' | 'turn'; offered: readonly string[] }>,
): Promise<void> {
  await noteServerViews(services.db, [{ ...view, seenAt: clock.now }]);
}
