import { isGone } from '@sabha/domain/residency/fence';
import type { NewAlarm } from '@sabha/db/stores/residency-alarms';
import { listPlacedRooms, lockRoom, type PlacedRoom, setPlacement } from '@sabha/db/stores/rooms';
import type { Context } from '../core/context.ts';
import { enforce } from '../host/enforce.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { Judged } from './note-standings.ts';

/**
 * When the node of a room dies, LiveKit gives the room to any node as soon as somebody comes back to it, without asking the
 * portal. Where that may be, it is written down; where it must not be, the room is closed: its people ask for a new pass, and
 * the fence decides. @returns an alarm for each room that had to be closed. @throws SabhaError media_unavailable
 */
export async function mendPlaces(context: Context, judged: readonly Judged[]): Promise<readonly NewAlarm[]> {
  const { db, media } = context.services;
  const rooms = await listPlacedRooms(db);
  const places = await media.placesOf(rooms.map((room) => room.id));
  if (places === null) return [];
  const alarms: NewAlarm[] = [];
  for (const room of rooms) {
    const nodeId = places.get(room.id);
    if (nodeId === undefined) continue; // nowhere: the next pass places it
    // A node that the registry does not list, and may yet serve, is one that nobody has judged: unknown is no.
    const node = judged.find((known) => known.nodeId === nodeId) ?? ({ nodeId, standing: 'unlisted' } as const);
    if (!mayBeAt(room, node)) {
      const { standing } = node;
      alarms.push({
        kind: 'room_misplaced',
        subject: room.id,
        meetingId: room.id,
        detail: { nodeId, standing, site: room.options.site },
      });
      await enforce(context, 'close_misplaced_room', () => media.closeRoom(room.id));
    } else if (node.nodeId !== room.mediaNodeId && hasNoHome(room, judged)) await writeDown(context, room, node);
  }
  return alarms;
}

type Home = Exclude<Judged, { standing: 'stranger' }>;
type Unlisted = Readonly<{ nodeId: string; standing: 'unlisted' }>;

function mayBeAt({ options }: PlacedRoom, node: Judged | Unlisted): node is Home {
  if (node.standing === 'stranger' || node.standing === 'unlisted') return false;
  return options.site === null || options.site === node.siteId;
}

/** While the node lives that the room was put on, somebody may just be moving the room there. */
function hasNoHome({ mediaNodeId }: PlacedRoom, judged: readonly Judged[]): boolean {
  const node = judged.find(({ nodeId }) => nodeId === mediaNodeId);
  return node === undefined || isGone(node);
}

async function writeDown(
  context: Context,
  { id, ministryId, mediaNodeId: from }: PlacedRoom,
  { nodeId, siteId }: Home,
): Promise<void> {
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    const state = await lockRoom(tx, id);
    if (state.status !== 'live' || state.mediaNodeId !== from) return skip();
    await setPlacement(tx, { meetingId: id, nodeId, siteId });
    const detail = { nodeId, siteId, policyHash: context.services.residency.hash, from, by: 'media server' };
    record({ event: 'media.room_opened', outcome: 'ok', meetingId: id, ministryId, detail });
  });
}
