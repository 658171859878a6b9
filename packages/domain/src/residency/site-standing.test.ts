import { describe, expect, it } from 'vitest';
import type { MediaNode } from './fence.ts';
import { isWatched, lookAtSites, WATCH_SILENT_SECONDS } from './site-standing.ts';
import { examplePolicy as policy } from './testing/example-policy.ts';

const now = new Date('2026-11-25T10:00:00Z');
const node = (more: Partial<MediaNode> = {}): MediaNode => ({
  nodeId: 'ND_a',
  region: 'in-north',
  addresses: ['192.0.2.10'],
  state: 'serving',
  updatedAt: now,
  load: 0.2,
  ...more,
});
const look = (nodes: readonly MediaNode[], problem: string | null = null) => lookAtSites(policy, { nodes, now, problem });

describe('a site', () => {
  it('serves while a node of its own takes rooms, and its load is the mean of those that say one', () => {
    const nodes = [node(), node({ nodeId: 'ND_b', load: 0.6 }), node({ nodeId: 'ND_c', load: null })];
    expect(look(nodes)['del1']).toEqual({ standing: 'serving', reason: null, openNodes: 2, load: expect.closeTo(0.4) as number });
  });

  it.each<[string, readonly MediaNode[], string | null, object]>([
    ['full when each of its nodes is above its limit', [node({ load: 0.95 })], null, { standing: 'full', load: 0.95 }],
    ['closed without a node', [], null, { standing: 'closed', reason: 'no_node', load: null }],
    ['closed when its only node drains', [node({ state: 'draining' })], null, { standing: 'closed', reason: 'no_node' }],
    ['closed when its only node fell silent', [node({ updatedAt: new Date(0) })], null, { standing: 'closed', load: null }],
    ['closed when its only node tells no load', [node({ load: null })], null, { standing: 'closed', reason: 'no_node' }],
    [
      'closed when a stranger is in the cluster, although its own node is well',
      [node(), node({ nodeId: 'ND_x', addresses: ['8.8.8.8'] })],
      null,
      { standing: 'closed', reason: 'stranger_seen' },
    ],
    ['closed when nothing can be read', [], 'Redis is away', { standing: 'closed', reason: 'unreadable' }],
  ])('is %s', (...[, nodes, problem, expected]) => {
    expect(look(nodes, problem)['del1']).toMatchObject(expected);
  });

  it('is not among them when the policy gives it no media', () => {
    expect(Object.keys(look([node()]))).toEqual(
      Object.entries(policy.sites)
        .filter(([, site]) => site.runs.media !== 'none')
        .map(([id]) => id),
    );
    expect(Object.keys(look([])).length).toBeLessThan(Object.keys(policy.sites).length);
  });
});

it.each([
  ['has never looked', null, false],
  ['looked just now', 0, true],
  ['looked as long ago as it may', WATCH_SILENT_SECONDS, true],
  ['looked longer ago', WATCH_SILENT_SECONDS + 1, false],
  ['looked on a clock that is a little ahead', -5, true],
  ['looked on a clock that is far ahead', -6, false],
])('a watcher that %s', (...[, age, expected]) => {
  expect(isWatched(age === null ? null : new Date(now.getTime() - age * 1000), now)).toBe(expected);
});
