import { expect, it, test } from 'vitest';
import { stageStates } from './room-contract.ts';
import { moveOnStage, type StageMove } from './stage.ts';

const moves: readonly StageMove[] = ['raise', 'lower', 'invite', 'accept', 'leave'];

test.each([
  //               raise          lower   invite     accept      leave
  ['none', ['hand_raised', 'none', null, null, 'none']],
  ['hand_raised', ['hand_raised', 'none', 'invited', null, null]],
  ['invited', [null, 'none', 'invited', 'on_stage', null]],
  ['on_stage', [null, null, null, 'on_stage', 'none']],
] as const)('the audience, %s', (state, expected) => {
  expect(moves.map((move) => moveOnStage('audience', state, move))).toEqual(expected);
});

it('reaches the stage only by the invitation of a host', () => {
  for (const state of stageStates)
    for (const move of moves)
      if (moveOnStage('audience', state, move) === 'on_stage' && state !== 'on_stage')
        expect([state, move]).toEqual(['invited', 'accept']);
});

it('lets those who are on the stage anyway raise a hand, and nothing more', () => {
  for (const role of ['host', 'panellist', 'participant'] as const) {
    expect(moves.map((move) => moveOnStage(role, 'none', move))).toEqual(['hand_raised', 'none', null, null, null]);
    expect(moves.map((move) => moveOnStage(role, 'hand_raised', move))).toEqual(['hand_raised', 'none', null, null, null]);
  }
});
