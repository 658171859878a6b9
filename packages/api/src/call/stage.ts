import { lockParticipant, updateParticipant } from '@sabha/db/stores/participants';
import type { Room } from '@sabha/db/stores/rooms';
import { SabhaError } from '@sabha/domain/errors';
import type { AuditEvent } from '@sabha/domain/audit/events';
import { grantInPlace, grantOf } from '@sabha/domain/meeting/grant';
import type { StageState } from '@sabha/domain/meeting/room-contract';
import { moveOnStage, type StageMove } from '@sabha/domain/meeting/stage';
import { act } from '../core/act.ts';
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

/**
 * One move on the way to the stage or back, by the participant or by a host; policy has been asked. Rights on the media
 * server change at once, without the client's help. @throws SabhaError not_found, conflict
 */
export async function moveStage(context: Context, { room, participantId }: Target, move: StageMove): Promise<void> {
  const at = { meetingId: room.id, participantId };
  const moved = await act(context, async ({ tx, record, touch }) => {
    const participant = await lockParticipant(tx, at);
    if (participant?.status !== 'admitted') throw new SabhaError('not_found');
    const stage = moveOnStage(participant.role, participant.stage, move);
    if (stage === null) throw new SabhaError('conflict');
    record({
      event: events[move],
      outcome: 'ok',
      meetingId: room.id,
      ministryId: room.ministryId,
      subjectId: participantId,
      detail: { from: participant.stage, to: stage },
    });
    if (stage === participant.stage) return { ...participant, changesRights: false };
    await updateParticipant(tx, { ...at, changes: { stage } });
    touch(room.id, participantId);
    return { ...participant, stage, changesRights: onStage(stage) !== onStage(participant.stage) };
  });
  if (!moved.changesRights) return;
  const due = grantOf({ role: moved.role, stage: moved.stage, options: room.options });
  const grant = grantInPlace({ hidden: false }, due);
  await enforce(context, 'set_grant', () => context.services.media.setGrant(room.id, moved.identity, grant));
}
const onStage = (stage: StageState): boolean => stage === 'on_stage';
