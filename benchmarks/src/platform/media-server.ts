import { createHmac } from 'node:crypto';

/** LiveKit as the running platform has it; the bare page needs no more of the platform than this. */
export type MediaServer = Readonly<{ browserUrl: string; apiUrl: string; key: string; secret: string }>;

type Grant = Readonly<Record<string, unknown>>;

/**
 * Rooms are never made by joining one, so the bare page's is made here.
 * @param nodeId of the server in a cluster that is to have it
 */
export async function makeRoom(server: MediaServer, room: string, nodeId?: string): Promise<void> {
  const response = await fetch(`${server.apiUrl}/twirp/livekit.RoomService/CreateRoom`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sign(server, 'bench', { roomCreate: true })}` },
    body: JSON.stringify({ name: room, empty_timeout: 60, ...(nodeId !== undefined && { node_id: nodeId }) }),
  });
  if (!response.ok) throw new Error(`LiveKit made no room: ${response.status} ${await response.text()}`);
}

/** A pass into that room for one who may send and receive. */
export function barePass(server: MediaServer, room: string, identity: string): string {
  return sign(server, identity, { roomJoin: true, room, canPublish: true, canSubscribe: true });
}

/** RFC 7519 with HS256, as LiveKit takes it. */
function sign({ key, secret }: MediaServer, identity: string, video: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { iss: key, sub: identity, name: identity, nbf: now - 10, exp: now + 3600, video };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
