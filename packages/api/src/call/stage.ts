import { countHandsInTurn, findParticipant, lockParticipant, updateParticipant } from '@sabha/db/stores/participants';
import { findRoomById, type Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { grantInPlace, grantOf } from '@sabha/domain/meeting/grant';
import { MAX_HANDS, type StageState } from '@sabha/domain/meeting/room-contract';
import { moveOnStage, type StageMove } from '@sabha/domain/meeting/stage';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { Context } from '../core/context.ts';
import { enforce } from '../host/enforce.ts';

const events: Readonly<Record<StageMove, AuditEvent>> = {
  raise: 'stage.hand_raised',
  lower: 'stage.hand_lowered',
  invite: 'stage.invited',
  accept: 'stage.entered',
  leave: 'stage.left',
};

type Target = Readonly<{ room: Room; participantId: string }>;
type Place = Readonly<{ meetingId: string; participantId: string }>;

/**
 * One move on the way to the stage or back, by the participant or by a host; policy has been asked. Rights on the media
 * server change at once, without the client's help. A move to where they are already changes and records nothing.
 * @throws SabhaError not_found, conflict, too_many_attempts when too many hands are up
 */
export async function moveStage(context: Context, { room, participantId }: Target, move: StageMove): Promise<void> {
  const at = { meetingId: room.id, participantId };
  const moved = { changesRights: false };
  await actIfNeeded(context, async ({ tx, record, touch }, skip) => {
    const hands = move === 'raise' ? await countHandsInTurn(tx, room.id) : 0;
    const participant = await lockParticipant(tx, at);
    if (participant?.status !== 'admitted') throw new SabhaError('not_found');
    const stage = moveOnStage(participant.role, participant.stage, move);
    if (stage === null) throw new SabhaError('conflict');
    if (stage === participant.stage) return skip();
    if (hands >= MAX_HANDS) throw new SabhaError('too_many_attempts');
    await updateParticipant(tx, { ...at, changes: { stage } });
    record({
      event: events[move],
      outcome: 'ok',
      meetingId: room.id,
      ministryId: room.ministryId,
      subjectId: participantId,
      detail: { from: participant.stage, to: stage },
    });
    touch(room.id, participantId);
    moved.changesRights = onStage(stage) !== onStage(participant.stage);
  });
  if (moved.changesRights) await enforce(context, 'set_grant', () => settleGrant(context, room, at));
}

/**
 * Gives what is due now, not what was due at the commit, and looks again afterwards: of two moves at once the calls may arrive
 * in the wrong order, and whoever finds that more has happened sets it right.
 */
async function settleGrant({ services: { db, media } }: Context, room: Room, at: Place): Promise<void> {
  let given: StageState | undefined;
  for (;;) {
    const now = await findParticipant(db, at);
    if (now?.status !== 'admitted' || now.stage === given) return;
    given = now.stage;
    const { options } = (await findRoomById(db, { meetingId: room.id, email: null })) ?? room;
    const due = grantOf({ role: now.role, stage: given, options });
    await media.setGrant(room.id, now.identity, grantInPlace({ hidden: false }, due));
  }
}

const onStage = (stage: StageState): boolean => stage === 'on_stage';
