import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { Media, SeenNode } from '../core/media.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { under, withSites } from '../testing/policies.ts';
import { watchNodes } from './watch-nodes.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(() => look([]));

/** Networks of the world: a cloud in Mumbai, a research network in Delhi, and one that lies abroad. */
const sites = withSites({
  mum1: { networks: ['3.6.0.0/24'] },
  del1: { networks: ['164.100.1.0/24'] },
  usa1: { networks: ['8.8.8.0/24'] },
});

function node(nodeId: string, region: string, address: string): SeenNode {
  const said = { state: 'serving', updatedAt: new Date(), load: 0.1, rooms: 0, clients: 0 } as const;
  return { nodeId, region, addresses: [address], ...said };
}

/** One turn of the watcher, with nodes that nobody here could start. */
async function look(nodes: readonly SeenNode[], problem: string | null = null): Promise<void> {
  const media: Media = {
    ...harness.services.media,
    readNodes: () => Promise.resolve({ nodes, now: new Date(), problem }),
    placesOf: () => Promise.resolve(null),
  };
  await watchNodes(systemContext(under({ ...harness.services, media }, sites), 'worker', 'watch'));
}

const lasting = () =>
  harness.owner<{ kind: string; subject: string; site_id: string | null; detail: Record<string, unknown> }[]>`
    select kind, subject, site_id, detail from residency_alarms where cleared_at is null order by kind, subject`;
const standings = () =>
  harness.owner<{ event: string; detail: { reason: string | null } }[]>`
    select event, detail from audit_entries where event like 'node.%' and subject_id = 'ND_turns' order by seq`;

it('a node of ours that a country database places abroad alarms the operator, and takes rooms all the same', async () => {
  await look([node('ND_del', 'del1', '164.100.1.7'), node('ND_mum', 'mum1', '3.6.0.7'), node('ND_usa', 'usa1', '8.8.8.8')]);
  const databases = (asn: string, whois: string) => ({ 'asn-country': asn, 'geo-whois-asn-country': whois });
  expect(await lasting()).toEqual([
    {
      kind: 'country_disagrees',
      subject: 'ND_mum',
      site_id: 'mum1',
      detail: { address: '3.6.0.7', databases: databases('US', 'IN') },
    },
    {
      kind: 'country_disagrees',
      subject: 'ND_usa',
      site_id: 'usa1',
      detail: { address: '8.8.8.8', databases: databases('US', 'US') },
    },
  ]);
  const rows = await harness.owner`select node_id from media_nodes where standing = 'open' order by node_id`;
  expect(rows).toEqual([{ node_id: 'ND_del' }, { node_id: 'ND_mum' }, { node_id: 'ND_usa' }]);
}, 60_000);

it('records when a node begins and ceases to take rooms, and no look in between', async () => {
  const turns = (more: Partial<SeenNode>) => ({ ...node('ND_turns', 'del1', '164.100.1.9'), ...more });
  for (const load of [0.1, 0.5, 0.9]) await look([turns({ load })]);
  await look([turns({ state: 'draining' })]);
  await look([turns({ state: null })]);
  await look([turns({ region: '' })]);
  await look([turns({})]);
  expect((await standings()).map(({ event, detail }) => [event, detail.reason])).toEqual([
    ['node.admitted', null],
    ['node.refused', 'draining'],
    ['node.refused', 'region_differs'],
    ['node.admitted', null],
  ]);
});

it('does not take an alarm for over while nothing can be read', async () => {
  await look([node('ND_stranger', 'abroad', '192.0.2.1')]);
  expect((await lasting()).map(({ kind }) => kind)).toEqual(['stranger_node']);
  await look([], 'Redis is away');
  expect((await lasting()).map(({ kind }) => kind)).toEqual(['no_permitted_node', 'stranger_node']);
  await look([node('ND_del', 'del1', '164.100.1.7')]);
  expect(await lasting()).toEqual([]);
});
