/** Screen sharing against a list that opens and closes when the test says so: no browser can be held at its own. */
import { Room, setLogLevel, Track, type LocalTrack } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import { createLocalMedia, type LocalMedia } from './local-media.ts';

type Screen = Readonly<{ track: LocalTrack; isLive: () => boolean }>;

function screenTrack(): Screen {
  let isLive = true;
  const track = {
    kind: Track.Kind.Video,
    source: Track.Source.ScreenShare,
    once: () => track,
    stop: () => void (isLive = false),
  };
  return { track: track as unknown as LocalTrack, isLive: () => isLive };
}

let lists: { choose(screen: Screen): void; close(): void }[];
let media: LocalMedia;
beforeEach(() => {
  vi.stubGlobal('MediaStreamTrack', EventTarget); // livekit-client asks of what it is given whether it is one
  setLogLevel('silent');
  lists = [];
  media = createLocalMedia(
    new Room(),
    { microphone: false, camera: false },
    () =>
      new Promise((resolve, reject) => {
        const close = () => reject(Object.assign(new Error(), { name: 'NotAllowedError' }));
        lists.push({ choose: ({ track }) => resolve([track]), close });
      }),
  );
});
const state = () => media.state.get().screen;

test('a screen that is chosen is shared until the next press', async () => {
  const screen = screenTrack();
  const pressed = media.toggle('screen');
  expect(state()).toBe('starting');
  lists[0]?.choose(screen);
  await pressed;
  expect([state(), screen.isLive()]).toEqual(['on', true]);
  await media.toggle('screen');
  expect([state(), screen.isLive()]).toEqual(['off', false]);
});

test('a screen that is chosen after the call has ended is let go, and not shared after coming back', async () => {
  const screen = screenTrack();
  const pressed = media.toggle('screen');
  media.release();
  expect(state()).toBe('off');
  lists[0]?.choose(screen);
  await pressed;
  expect([state(), screen.isLive()]).toEqual(['off', false]);
});

test('a second press while the browser shows its list opens no second one', async () => {
  const screen = screenTrack();
  const pressed = [media.toggle('screen'), media.toggle('screen')];
  expect(lists).toHaveLength(1);
  lists[0]?.choose(screen);
  await Promise.all(pressed);
  expect([state(), screen.isLive()]).toEqual(['on', true]);
});

test('a list that is left open over the end of a call takes nothing from the one after it', async () => {
  const [old, next] = [screenTrack(), screenTrack()];
  const before = media.toggle('screen');
  media.release();
  const after = media.toggle('screen');
  lists[1]?.choose(next);
  await after;
  lists[0]?.choose(old);
  await before;
  expect([state(), old.isLive(), next.isLive()]).toEqual(['on', false, true]);
});

test('closing the list leaves everything off, to be pressed again', async () => {
  const pressed = media.toggle('screen');
  lists[0]?.close();
  await pressed;
  expect(state()).toBe('off');
  void media.toggle('screen');
  expect(lists).toHaveLength(2);
});
