import type { Room } from 'livekit-client';
import type { MediaSession } from './route-reporter.ts';

type Server = Partial<Readonly<{ nodeId: string; region: string }>>;

/**
 * Which session this is, and on which node, as the media server said when it was joined. The room's own field keeps the node
 * of the first connection: after livekit-client has made a new one by itself, only its engine knows.
 */
export function mediaSessionOf(room: Room): MediaSession | null {
  const { sid } = room.localParticipant;
  if (!/^[A-Za-z0-9_]{1,64}$/.test(sid)) return null;
  const engine = room.engine as unknown as Readonly<{ latestJoinResponse?: { serverInfo?: Server } }> | undefined;
  const { nodeId = '', region = '' }: Server = engine?.latestJoinResponse?.serverInfo ?? room.serverInfo ?? {};
  return { sid, nodeId: fitting(nodeId, /^[A-Za-z0-9_]{0,64}$/), region: fitting(region, /^[a-z0-9-]{0,64}$/) };
}

/** What a stranger of a server says in another form is told as nothing, which differs from every node of ours. */
const fitting = (text: string, form: RegExp): string => (form.test(text) ? text : '');
