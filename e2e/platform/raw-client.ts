/** livekit-client in an empty page: somebody who holds a pass and keeps to none of our pages' manners. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Room } from 'livekit-client';
import type { BrowserContext, Page } from 'playwright-core';
import type { CallPass } from '@sabha/domain/meeting/room-contract';

type LiveKit = typeof import('livekit-client');
type Raw = typeof globalThis & { LivekitClient: LiveKit; room: Room; put: string | null };

const script = join(dirname(createRequire(import.meta.url).resolve('livekit-client')), 'livekit-client.umd.js');

/** Joins with the pass and answers with the page it does so in. @throws with LiveKit's reason when the server refuses */
export async function joinRaw(context: BrowserContext, pass: CallPass): Promise<Page> {
  const page = await context.newPage();
  // The media server's own root page: nothing is on it, no policy of ours holds there, and on localhost a browser lends a
  // camera without TLS. A page that Playwright made up would be refused everything local (Local Network Access).
  await page.goto(pass.url.replace(/^ws/, 'http'));
  await page.addScriptTag({ content: await readFile(script, 'utf8') });
  await page.evaluate(async ({ url, token }) => {
    const raw = globalThis as Raw;
    raw.put = null;
    raw.room = new raw.LivekitClient.Room();
    raw.room.on('disconnected', (reason) => {
      raw.put = String(raw.LivekitClient.DisconnectReason[reason ?? 0]);
    });
    await raw.room.connect(url, token);
  }, pass);
  return page;
}

type Source = 'camera' | 'microphone' | 'screen_share';

/**
 * Sends a track of each kind past the client's own check of its rights, and answers with those that the media server took.
 * All at once, since it answers nothing to a track it does not take: the client gives up after 10 s.
 */
export function publishRaw(page: Page, sources: readonly Source[]): Promise<readonly Source[]> {
  return page.evaluate(async (wanted) => {
    const { LivekitClient, room } = globalThis as Raw;
    const { Camera, Microphone, ScreenShare } = LivekitClient.Track.Source;
    const kinds = { camera: Camera, microphone: Microphone, screen_share: ScreenShare };
    const { localParticipant } = room;
    (localParticipant as unknown as { hasPermissionsToPublish(): boolean }).hasPermissionsToPublish = () => true;
    const publish = async (source: Source) => {
      const stream = await navigator.mediaDevices.getUserMedia(source === 'microphone' ? { audio: true } : { video: true });
      const [track] = stream.getTracks();
      if (track === undefined) throw new Error('no track');
      return localParticipant.publishTrack(track, { source: kinds[source] }).then(
        () => [source],
        () => [],
      );
    };
    return (await Promise.all(wanted.map(publish))).flat();
  }, sources);
}

/** Sends a message past the client's own check; whether it arrives is for the others to say. */
export function sendRaw(page: Page, text: string): Promise<void> {
  return page.evaluate(async (message) => {
    const { room } = globalThis as Raw;
    const bytes = new TextEncoder().encode(message);
    await room.localParticipant.publishData(bytes, { reliable: true, topic: 'lk.chat' }).catch(() => undefined);
  }, text);
}

/** What the client knows of: everybody else whom the media server has told it of. */
export function othersSeenRaw(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...(globalThis as Raw).room.remoteParticipants.values()].map(({ name }) => name ?? ''));
}
