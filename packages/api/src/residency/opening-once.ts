import type { Media } from '../core/media.ts';

/** So old may be what somebody who comes now is told, counted from when it was asked. */
export const RECENT_MS = 50;

type Opened = Readonly<{ askedAt: number; answer: Promise<string | null> }>;

/**
 * A room that was opened a moment ago is not opened again for each of a crowd: whoever comes within RECENT_MS of the question
 * shares its answer, never that of an older one, and nobody shares a failure that is known. So a room that the server has lost is
 * made anew for the first who comes RECENT_MS after, at the latest. Who is given a pass in between finds no room, as does everybody
 * who was given one a moment before the loss: the server makes none by itself, and a pass that is asked for again makes it.
 * @param now milliseconds of a clock that only goes forward
 */
export function openingOnce<M extends Pick<Media, 'openRoom' | 'closeRoom'>>(media: M, now: () => number): M {
  const opened = new Map<string, Opened>();

  const open: Media['openRoom'] = (room, at, isLiving) => {
    const key = `${room}\0${at.nodeId}\0${at.siteId}`;
    const last = opened.get(key);
    if (last !== undefined && now() - last.askedAt < RECENT_MS) return last.answer;
    for (const [other, { askedAt }] of opened) if (now() - askedAt >= RECENT_MS) opened.delete(other);
    const asked = { askedAt: now(), answer: media.openRoom(room, at, isLiving) };
    opened.set(key, asked);
    asked.answer.catch(() => {
      if (opened.get(key) === asked) opened.delete(key);
    });
    return asked.answer;
  };

  return {
    ...media,
    openRoom: open,
    /** What was closed is not there any more, however recently it was opened. */
    closeRoom(room: string): Promise<void> {
      for (const key of opened.keys()) if (key.startsWith(`${room}\0`)) opened.delete(key);
      return media.closeRoom(room);
    },
  };
}
