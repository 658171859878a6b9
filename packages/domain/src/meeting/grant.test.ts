import { describe, expect, it, test } from 'vitest';
import { participantRoles } from './contract.ts';
import { grantInPlace, grantOf, judgeSession, type MediaGrant } from './grant.ts';
import { stageStates } from './room-contract.ts';
import { roleOfGuest, roleOfMember } from './role.ts';

const byDefault = { screenShare: 'host', chat: true } as const;
const open = { screenShare: 'everyone', chat: true } as const;

test.each([
  ['host', 'none', byDefault, ['microphone', 'camera', 'screen_share'], true],
  ['participant', 'none', byDefault, ['microphone', 'camera'], true],
  ['participant', 'none', open, ['microphone', 'camera', 'screen_share'], true],
  ['panellist', 'none', byDefault, ['microphone', 'camera'], true],
  ['panellist', 'none', open, ['microphone', 'camera', 'screen_share'], true],
  ['audience', 'none', open, [], false],
  ['audience', 'hand_raised', open, [], false],
  ['audience', 'invited', open, [], false],
  ['audience', 'on_stage', byDefault, ['microphone', 'camera'], true],
  ['audience', 'on_stage', open, ['microphone', 'camera'], true],
  ['host', 'none', { ...byDefault, chat: false }, ['microphone', 'camera', 'screen_share'], false],
  ['participant', 'hand_raised', { ...byDefault, chat: false }, ['microphone', 'camera'], false],
] as const)('%s, %s, %j', (...[role, stage, options, sources, data]) => {
  const grant = grantOf({ role, stage, options });
  expect(grant.canPublishSources).toEqual(sources);
  expect(grant.canPublishData).toBe(data);
});

describe('every grant', () => {
  const all = participantRoles.flatMap((role) =>
    stageStates.flatMap((stage) =>
      (['host', 'everyone'] as const).flatMap((screenShare) =>
        [true, false].map((chat) => ({ role, stage, grant: grantOf({ role, stage, options: { screenShare, chat } }) })),
      ),
    ),
  );

  it('names its sources whenever it lets publish: to LiveKit no list means all', () => {
    for (const { grant } of all) expect(grant.canPublish).toBe(grant.canPublishSources.length > 0);
  });

  it('hides exactly those who only watch, and gives them no data channel', () => {
    for (const { role, stage, grant } of all) {
      const watches = role === 'audience' && stage !== 'on_stage';
      expect([grant.hidden, !grant.canPublish]).toEqual([watches, watches]);
      if (watches) expect(grant.canPublishData).toBe(false);
    }
  });
});

describe('a session', () => {
  const speaking = grantOf({ role: 'participant', stage: 'none', options: byDefault });
  const hosting = grantOf({ role: 'host', stage: 'none', options: byDefault });
  const watching = grantOf({ role: 'audience', stage: 'none', options: byDefault });
  const onStage = grantOf({ role: 'audience', stage: 'on_stage', options: byDefault });
  const seenWatching: MediaGrant = { ...watching, hidden: false };

  test.each([
    ['of somebody without a place', speaking, null, 'evict'],
    ['even if it only watches', watching, null, 'evict'],
    ['as it should be', speaking, speaking, 'stay'],
    ['with its sources in another order', { ...speaking, canPublishSources: ['camera', 'microphone'] }, speaking, 'stay'],
    ['by an old token of the stage', onStage, watching, 'evict'],
    ['that may share a screen and should not', hosting, speaking, 'adjust'],
    ['that may publish any source', { ...speaking, canPublishSources: [] }, speaking, 'adjust'],
    ['that has a data channel too many', { ...watching, canPublishData: true }, watching, 'adjust'],
    ['not yet on the stage it was called to', watching, onStage, 'adjust'],
    ['back from the stage and still listed', seenWatching, watching, 'stay'],
    ['hidden though it should be seen', { ...speaking, hidden: true }, speaking, 'adjust'],
  ] as const)('%s: %s', (...[, held, due, verdict]) => {
    expect(judgeSession(held, due)).toBe(verdict);
  });

  it('is not hidden in place from those who see it already', () => {
    expect(grantInPlace(onStage, watching)).toEqual(seenWatching);
    expect(grantInPlace(watching, watching)).toEqual(watching);
    expect(grantInPlace(watching, onStage)).toEqual(onStage);
  });
});

test.each([
  ['meeting', true, null, 'host'],
  ['meeting', false, 'participant', 'participant'],
  ['meeting', false, 'panellist', 'participant'],
  ['meeting', false, 'cohost', 'participant'],
  ['meeting', false, null, 'participant'],
  ['webinar', true, null, 'host'],
  ['webinar', false, 'panellist', 'panellist'],
  ['webinar', false, 'cohost', 'panellist'],
  ['webinar', false, 'participant', 'audience'],
  ['webinar', false, null, 'audience'],
] as const)('in a %s, hosting %s, invited as %s: %s', (...[kind, hosts, invitation, role]) => {
  expect(roleOfMember(kind, { hosts, invitation })).toBe(role);
});

it('makes a guest with a passcode a participant, in a webinar a panellist', () => {
  expect([roleOfGuest('meeting'), roleOfGuest('webinar')]).toEqual(['participant', 'panellist']);
});
