/**
 * Zoom's leak, tried: two LiveKit servers with one Redis, one of them abroad, and what becomes of whoever comes when the one at
 * home cannot take them. Every packet from their browser to the node abroad is counted, by the kernel over there.
 */
import { livekitMedia } from '@sabha/media/livekit';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { whyNoFence } from '../../../../infra/local/src/testing/fence/kernel.ts';
import {
  mediaOf,
  type Selection,
  SpreadCluster,
  type SpreadNode,
} from '../../../../infra/local/src/testing/fence/spread-cluster.ts';
import { isMissing } from '../../../../infra/local/src/testing/requirement.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Services } from '../core/services.ts';
import { createCaller } from '../root.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { browser, knock, open, refusal, schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { under, withLimits, withSites } from '../testing/policies.ts';
import { watchNodes } from './watch-nodes.ts';

type Spread = Readonly<{ cluster: SpreadCluster; home: SpreadNode; abroad: SpreadNode }>;

type State = readonly [name: string, enter: (spread: Spread) => unknown];
/** What happens to the node at home, while somebody is in a call there. */
const states: readonly State[] = [
  ['is above its limit', ({ cluster }) => cluster.overload('home')],
  ['is draining', ({ home }) => home.signal('SIGTERM')],
  ['is killed', ({ home }) => home.signal('SIGKILL')],
  [
    'is full, and the next at home has an empty region',
    async ({ cluster }) => {
      await cluster.overload('home');
      await cluster.start('home', { region: '' });
    },
  ],
];

/** Nothing happens to it: that the other one is there at all closes the door, for LiveKit itself may send people there. */
const well: State = ['is well', () => undefined];

const why = whyNoFence();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;
const nobody = { ipv4: 0, ipv6: 0, ends: [] };
/** The end that media goes to, by either family. */
const at = (where: keyof typeof mediaOf): unknown => expect.toBeOneOf([mediaOf[where].four, mediaOf[where].six]);
const within = (ms: number) => ({ timeout: ms, interval: 500 });

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function clusterAtHome(selection: Selection): Promise<Pick<Spread, 'cluster' | 'home'>> {
  const cluster = await SpreadCluster.make(selection);
  opened.push(() => cluster.remove());
  return { cluster, home: await cluster.start('home', { region: 'home' }) };
}

describe.skipIf(isMissing(why))(`a node abroad that shares the Redis${skipped}`, () => {
  let harness: Harness;
  let host: MemberContext;
  beforeAll(async () => {
    harness = await openHarness();
    host = await as(harness, await makeMinistry(harness, 'health'), 'scheduler');
  });
  afterAll(() => harness.close());

  /** The use cases, under a policy that knows the node at home and no other. */
  function through({ cluster, home }: Pick<Spread, 'cluster' | 'home'>): Services {
    const { apiKey, apiSecret, redisUrl } = cluster;
    const media = livekitMedia({ apiUrl: home.apiUrl, browserUrl: home.url, apiKey, apiSecret, nodes: { redisUrl } });
    opened.push(() => media.close());
    const { four, six } = mediaOf.home;
    const sites = withSites({ home: { networks: [`${four}/32`, `${six}/128`] } });
    return under({ ...harness.services, media }, (policy) =>
      withLimits({ newRoomLoad: 2, joinLoad: 2, staleAfter: 5 })(sites(policy)),
    );
  }

  it.each([...states, well])(
    'hears nothing when the node at home %s: nobody gets a pass, and not one packet goes there',
    async (...[, enter]) => {
      const { cluster, home } = await clusterAtHome('fenced');
      const services = through({ cluster, home });
      const by = { ...host, services };
      const meeting = await schedule(by, { options: { waitingRoom: 'off' } });
      await expect.poll(() => open(by, meeting).then(() => true, () => false), within(20_000)).toBe(true); // prettier-ignore
      const pass = () => createCaller(by).room.pass({ joinCode: meeting.joinCode });
      const inside = await cluster.visit(await pass());
      await expect.poll(() => inside.ends(), within(20_000)).toEqual([at('home')]);

      const abroad = await cluster.start('abroad', { region: 'abroad' });
      await enter({ cluster, home, abroad });
      await expect.poll(async () => (await services.media.readNodes()).nodes.map(({ region }) => region), within(20_000)).toContain('abroad'); // prettier-ignore
      await watchNodes(systemContext(services, 'worker', 'watch'));
      const guest = browser(harness, { services });
      await knock(guest, meeting);
      const passes = [pass, () => createCaller(guest).room.pass({ joinCode: meeting.joinCode })];
      const answers: unknown[] = [];
      const askAgain = async () => {
        for (const ask of passes) answers.push(await refusal(ask()));
        return answers.length;
      };
      await expect.poll(askAgain, { interval: 500, timeout: 60_000 }).toBeGreaterThanOrEqual(32);
      expect(new Set(answers)).toEqual(new Set(['media_unavailable']));
      expect(cluster.arrivedAt('abroad')).toEqual(nobody);
      expect(
        (await services.media.readNodes()).nodes.map(({ region }) => region),
        'it was there all the time',
      ).toContain('abroad');
    },
    120_000,
  );

  it.each(states)(
    'red control, LiveKit alone with regionaware: takes whoever comes when the node at home %s',
    async (...[, enter]) => {
      const { cluster, home } = await clusterAtHome('regionaware');
      let visitors = 0;
      /** In a room that nobody else is in, and nobody has made. */
      const visit = async ({ url }: SpreadNode) => {
        const name = `${++visitors}`;
        const token = new AccessToken(cluster.apiKey, cluster.apiSecret, { identity: name });
        token.addGrant({ roomJoin: true, room: name });
        return cluster.visit({ url, token: await token.toJwt() });
      };
      const inside = await visit(home);
      await expect.poll(() => inside.ends(), within(20_000)).toEqual([at('home')]);
      const abroad = await cluster.start('abroad', { region: 'abroad' });
      await enter({ cluster, home, abroad });
      // As behind a load balancer: whichever answers, the one at home first. LiveKit needs some seconds to believe what happened.
      const taken = async () => {
        for (const node of [home, abroad]) {
          const visitor = await visit(node).catch(() => undefined);
          if (visitor === undefined) continue;
          const ends = await visitor.ends();
          await visitor.leave();
          return ends;
        }
        return [];
      };
      await expect.poll(taken, within(40_000)).toEqual([at('abroad')]);
      const { ipv4, ipv6, ends } = cluster.arrivedAt('abroad');
      expect(ipv4 + ipv6).toBeGreaterThan(0);
      expect(ends.join()).toMatch(/udp /);
    },
    120_000,
  );
});
