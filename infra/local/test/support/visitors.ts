import { SignalResponse, type JoinResponse } from '@livekit/protocol';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { loopback, type Ports } from '../../src/instance/ports.ts';
import type { Secrets } from '../../src/instance/secrets.ts';

export type MediaSession = Readonly<{ join: JoinResponse; close(): void }>;

/** A participant of a room of the media server: signals and never leaves by itself. */
export async function enterRoom(ports: Ports, secrets: Secrets): Promise<MediaSession> {
  const rooms = new RoomServiceClient(`http://${loopback}:${ports.livekit}`, secrets.livekitKey, secrets.livekitSecret);
  await rooms.createRoom({ name: 'visited' });
  const token = new AccessToken(secrets.livekitKey, secrets.livekitSecret, { identity: 'visitor' });
  token.addGrant({ roomJoin: true, room: 'visited' });
  const socket = new WebSocket(`ws://${loopback}:${ports.livekit}/rtc?protocol=16&access_token=${await token.toJwt()}`);
  socket.binaryType = 'arraybuffer';
  const join = await new Promise<JoinResponse>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the media server refused the visitor')));
    socket.addEventListener('message', ({ data }) => {
      const { message } = SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer));
      if (message.case === 'join') resolve(message.value);
    });
  });
  return { join, close: () => socket.close() };
}

export type Stream = Readonly<{ ended: Promise<unknown> }>;

/** A citizen at the demo's public webinar, whose browser holds a stream of events open. */
export async function watchWebinar({ portal }: Ports): Promise<Stream> {
  const origin = `http://localhost:${portal}`;
  const joinCode = /\/w\/([a-z0-9-]+)/.exec(await (await fetch(`${origin}/webinars`)).text())?.[1];
  const entered = await fetch(`${origin}/api/trpc/join.asAudience`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ joinCode }),
  });
  if (!entered.ok) throw new Error(`the visitor was refused: ${await entered.text()}`);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const input = encodeURIComponent(JSON.stringify({ joinCode }));
  const answer = await fetch(`${origin}/api/trpc/door.live?input=${input}`, { headers: { cookie, accept: 'text/event-stream' } });
  if (answer.body === null || !answer.headers.get('content-type')?.startsWith('text/event-stream'))
    throw new Error(`there is no stream: ${answer.status} ${await answer.text()}`);
  const reader = answer.body.getReader();
  await untilFirstEvent(reader);
  return { ended: untilEnd(reader) };
}

async function untilFirstEvent(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let said = '';
  while (!said.includes('waiting') && !said.includes('data:')) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`the stream ended after "${said}"`);
    said += new TextDecoder().decode(value);
  }
}

async function untilEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    return; // cut off rather than closed
  }
}
