/**
 * The way of an audience member to the stage of a webinar and back:
 *
 *   none -> hand_raised -> invited -> on_stage -> none
 *
 * A hand goes down from wherever it is. Others than the audience may raise a hand too; they are on the stage already.
 */
import type { ParticipantRole } from './contract.ts';
import type { StageState } from './room-contract.ts';

export type StageMove = 'raise' | 'lower' | 'invite' | 'accept' | 'leave';

/** The state after the move; the same state when it is so already; null when the move does not start from there. */
export function moveOnStage(role: ParticipantRole, state: StageState, move: StageMove): StageState | null {
  if (role !== 'audience' && move !== 'raise' && move !== 'lower') return null;
  const { from, to } = moves[move];
  if (state === to) return to;
  return from.includes(state) ? to : null;
}

const moves: Readonly<Record<StageMove, Readonly<{ from: readonly StageState[]; to: StageState }>>> = {
  raise: { from: ['none'], to: 'hand_raised' },
  lower: { from: ['hand_raised', 'invited'], to: 'none' },
  invite: { from: ['hand_raised'], to: 'invited' },
  accept: { from: ['invited'], to: 'on_stage' },
  leave: { from: ['on_stage'], to: 'none' },
};
