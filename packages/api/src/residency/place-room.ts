/**
 * The only way to a room and to a pass. The fence of domain/residency decides before anything is opened; where it put the
 * room is stored with the meeting, so that all who come later are sent to the same node.
 */
import { lockRoom, type PlacedRoom, setPlacement, whileNobodyElseMoves } from '@sabha/db/stores/rooms';
import type { AuditEntry } from '@sabha/domain/audit/events';
import { SabhaError } from '@sabha/domain/errors';
import { type FenceDecision, type FenceRefusal, placeRoom as decide } from '@sabha/domain/residency/fence';
import { isLiving, mayGoOn } from '@sabha/domain/residency/running';
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import type { NodeReading, Placement } from '../core/media.ts';
import { actIfNeeded } from '../core/act-if-needed.ts';

/** Why nobody gets in, for the page that says so. `room_misplaced`: the media server would not put it where it must be. */
export type RefusalReason = FenceRefusal | 'room_misplaced';
type By = 'pass' | 'reconciler';

/** Opens the room where the fence lets it be, or finds it there. @throws SabhaError media_unavailable, with `reason`; recorded */
export async function placeRoom(context: Context, room: PlacedRoom, by: By): Promise<Placement> {
  const { media, residency } = context.services;
  const reading = { ...(await media.readNodes()), draw: Math.random() };
  const decision = decide(residency.policy, { ...reading, demand: { site: room.options.site, nodeId: room.mediaNodeId } });
  if (!decision.permitted) return refuseRoom(context, room, decision);
  const isSettled = by === 'pass' && decision.nodeId === room.mediaNodeId && decision.siteId === room.mediaSiteId;
  return open(context, room, { reading, by, at: isSettled ? placement(decision) : await settle(context, room, { reading, by }) });
}

type Way = Readonly<{ reading: NodeReading & Readonly<{ draw: number }>; by: By; isRepeat?: true }>;

async function open(context: Context, room: PlacedRoom, { at, ...way }: Way & Readonly<{ at: Placement }>): Promise<Placement> {
  const { media } = context.services;
  const nodeId = await media.openRoom(room.id, at, livesIn(context, way.reading));
  return nodeId === at.nodeId ? at : move(context, room, way);
}

/** Whoever comes while somebody else moves the room waits so long, so often; then they queue. */
const MOVING_MS = 100;
const LOOKS = 30;

/**
 * LiveKit keeps a room at its node while that lives, whatever it is asked. Either somebody has moved it meanwhile, and then it is
 * right where it is; or it has to move now, and is closed to be opened anew: by one of all who come at that moment. Two would close
 * what the other has just opened, and LiveKit (1.13.5) then keeps a room that it lets nobody into.
 */
async function move(context: Context, room: PlacedRoom, way: Way): Promise<Placement> {
  const { db, media } = context.services;
  const lives = livesIn(context, way.reading);
  for (let look = 0; look < LOOKS; look += 1) {
    const at = await settle(context, room, { ...way, isRepeat: true });
    if ((await media.openRoom(room.id, at, lives)) === at.nodeId) return at;
    const isThere = await whileNobodyElseMoves(db, room.id, () => moveTo(context, room, { at, lives }));
    if (isThere === true) return at;
    if (isThere === false) return refuseRoom(context, room, { reason: 'room_misplaced', strangers: [] });
    await pause(MOVING_MS);
  }
  return refuseRoom(context, room, { reason: 'room_misplaced', strangers: [] });
}

type Lives = (nodeId: string) => boolean;
type Move = Readonly<{ at: Placement; lives: Lives }>;

/** Whether it is there afterwards. Where it is not, it is nowhere. */
async function moveTo({ services: { media } }: Context, { id }: PlacedRoom, { at, lives }: Move): Promise<boolean> {
  const place = (await media.placesOf([id]))?.get(id);
  if (place === at.nodeId) return true; // by whoever moved it before us
  if (place !== undefined && lives(place)) await media.closeRoom(id);
  if ((await media.openRoom(id, at, lives)) === at.nodeId) return true;
  await media.closeRoom(id);
  return false;
}

/** Judged when it is asked: of most passes nothing is, for their room is where it belongs. */
const livesIn =
  ({ services }: Context, reading: NodeReading): Lives =>
  (nodeId) =>
    isLiving(services.residency.policy, reading, nodeId);

/** Decides while the meeting is held, so that all who come at once are sent to one node, and stores what is new. */
async function settle(context: Context, room: PlacedRoom, { reading, by, isRepeat }: Way): Promise<Placement> {
  const { media, residency } = context.services;
  const { policy, hash } = residency;
  const place = (await media.placesOf([room.id]))?.get(room.id);
  let decision: FenceDecision | undefined;
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    const { options, mediaNodeId, mediaSiteId } = await lockRoom(tx, room.id);
    const isRunning = place !== undefined && mayGoOn(policy, reading, place);
    decision = decide(policy, { ...reading, demand: { site: options.site, nodeId: isRunning ? place : mediaNodeId } });
    if (!decision.permitted) {
      record(refusalOf(context, room, decision));
      return;
    }
    const { nodeId, siteId } = decision;
    const isNew = nodeId !== mediaNodeId || siteId !== mediaSiteId;
    if (!isNew && (by === 'pass' || isRepeat)) return skip();
    if (isNew) await setPlacement(tx, { meetingId: room.id, nodeId, siteId });
    const detail = { nodeId, siteId, policyHash: hash, from: mediaNodeId, by };
    record({ event: 'media.room_opened', outcome: 'ok', meetingId: room.id, ministryId: room.ministryId, detail });
  });
  if (!decision?.permitted) throw unavailable(decision?.reason ?? 'no_node');
  return placement(decision);
}

type Permit = Extract<FenceDecision, { permitted: true }>;
const placement = ({ nodeId, siteId }: Permit): Placement => ({ nodeId, siteId }) as Placement;

type Refusal = Readonly<{ reason: RefusalReason; strangers: readonly string[] }>;

function refuseRoom(context: Context, room: PlacedRoom, refusal: Refusal): Promise<never> {
  return refuse(context, unavailable(refusal.reason), refusalOf(context, room, refusal));
}

function refusalOf({ services }: Context, room: PlacedRoom, { reason, strangers }: Refusal): AuditEntry {
  const detail = { reason, strangers, site: room.options.site, policyHash: services.residency.hash };
  return { event: 'fence.refused', outcome: 'refused', meetingId: room.id, ministryId: room.ministryId, detail };
}

const unavailable = (reason: RefusalReason) => new SabhaError('media_unavailable', { reason });
