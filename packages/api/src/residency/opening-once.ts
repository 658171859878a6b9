import { askOnce } from '../core/gather.ts';
import type { Media, Placement } from '../core/media.ts';

/** A hundred times a second is often enough to ask for one room. */
const REST_MS = 10;

type Opening = Readonly<{ room: string; at: Placement }>;

/**
 * Those who want the same room at the same place at the same time have it opened once. The promise of `openRoom` holds for each
 * of them: it is asked of the server after they came, by up to REST_MS later, never before. So a room that the server has lost is
 * made anew for the first who comes after that.
 */
export function openingOnce<M extends Pick<Media, 'openRoom'>>(media: M): M {
  const openRoom = askOnce<Opening, string | null>({
    same: ({ room, at }) => `${room}\0${at.nodeId}\0${at.siteId}`,
    ask: ({ room, at }) => media.openRoom(room, at),
    restMs: REST_MS,
  });
  return { ...media, openRoom: (room: string, at: Placement) => openRoom({ room, at }) };
}
