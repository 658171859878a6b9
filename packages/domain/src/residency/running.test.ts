import { describe, expect, it, test } from 'vitest';
import type { MediaNode } from './fence.ts';
import { isLiving, mayGoOn } from './running.ts';
import { examplePolicy as policy } from './testing/example-policy.ts';

const now = new Date('2026-11-25T10:00:00Z');
const del: MediaNode = {
  nodeId: 'ND_del',
  region: 'in-north',
  addresses: ['192.0.2.7'],
  state: 'serving',
  updatedAt: new Date(now.getTime() - 1000),
  load: 0.2,
};
const silent = { updatedAt: new Date(now.getTime() - 60_000) };

describe('a room', () => {
  // prettier-ignore
  test.each<[what: string, said: Partial<MediaNode>, expected: Readonly<{ lives: boolean; mayStay: boolean }>]>([
    ['goes on where it may be', {}, { lives: true, mayStay: true }],
    ['goes on where nobody more may come in for now', { load: 0.99 }, { lives: true, mayStay: true }],
    ['is still served by a node that drains, and has to leave it', { state: 'draining' }, { lives: true, mayStay: false }],
    ['is still served by a node whose state cannot be told, and has to leave it', { state: null }, { lives: true, mayStay: false }],
    ['is served no more by a node that fell silent', silent, { lives: false, mayStay: false }],
    ['may not stay with a stranger', { addresses: ['52.66.0.1'] }, { lives: true, mayStay: false }],
  ])('%s', (_, said, { lives, mayStay }) => {
    const nodes = [{ ...del, ...said }];
    expect(isLiving(policy, { nodes, now }, 'ND_del')).toBe(lives);
    expect(mayGoOn(policy, { nodes, now }, 'ND_del')).toBe(mayStay);
  });

  it('may not be where no node is known to be', () => {
    expect(mayGoOn(policy, { nodes: [del], now }, 'ND_hidden')).toBe(false);
  });
});
