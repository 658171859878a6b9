/** A whole platform behind a fence, in every state in which Zoom's would have sent people abroad: nobody outside hears of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nothing } from '../infra/local/src/testing/fence/fence.ts';
import { whyNoFence } from '../infra/local/src/testing/fence/kernel.ts';
import { isMissing } from '../infra/local/src/testing/requirement.ts';
import { meet } from './states/call.ts';
import { Scene } from './states/scene.ts';
import { fallBack, states } from './states/states.ts';

const why = whyNoFence();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

describe.skipIf(isMissing(why))(`behind a fence${skipped}`, () => {
  const cleaning: (() => Promise<void> | void)[] = [];
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set((clean) => cleaning.unshift(clean));
  });
  afterAll(async () => {
    for (const clean of cleaning) await clean();
  });

  test.each(states.map((state) => [state.name, state] as const))(
    '%s: no packet leaves, and no name is asked for',
    async (...[, { enter }]) => {
      scene.fence.forget();
      await enter(scene);
      expect(scene.fence.escapes()).toEqual(nothing);
    },
  );

  test('red control: without stun_servers the same people, in the same state, are sent abroad, and it is counted', async () => {
    await scene.forgetStunServers();
    scene.leaveAll();
    scene.call = await meet(scene.stage, { hostIsFenced: false });
    scene.fence.forget();
    await fallBack(scene, { family: 6, by: 'tls' });
    const { ipv4, ipv6, names } = scene.fence.escapes();
    expect(names.filter((name) => name.startsWith('stun')).length, names.join()).toBeGreaterThan(0);
    expect(ipv4, 'packets by IPv4').toBeGreaterThan(0);
    expect(ipv6, 'packets by IPv6').toBeGreaterThan(0);
  });
});
