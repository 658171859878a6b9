import { describe, expect, it, test } from 'vitest';
import { hostsWith, networksWith, siteOf } from './place.ts';
import { sitesWith } from './policy.ts';
import { examplePolicy as policy } from './testing/example-policy.ts';

test.each([
  ['192.0.2.1', 'del1'],
  ['192.0.2.63', 'del1'],
  ['192.0.2.64', null],
  ['::ffff:192.0.2.1', 'del1'],
  ['[2001:db8:200::5]', 'hyd1'],
  ['2001:db8:400::5', null],
  ['203.0.113.9', 'blr1'],
  ['media.del1.example', null],
  ['', null],
])('%s lies at %s', (address, siteId) => {
  const place = siteOf(policy, address);
  expect(place?.siteId ?? null).toBe(siteId);
  expect(place?.site ?? null).toBe(siteId === null ? null : policy.sites[siteId]);
});

describe('what runs where', () => {
  it('gives the networks of the sites that have it, and of no others', () => {
    expect(networksWith(policy, 'backups')).toEqual(['203.0.113.0/26', '2001:db8:300::/48']);
    expect(networksWith(policy, 'backups', 'media')).toHaveLength(6);
    expect(networksWith(policy, 'mail')).toEqual([]);
  });

  it('gives each host name once', () => {
    expect(hostsWith(policy, 'portal')).toEqual(['portal.example']);
    expect(hostsWith(policy, 'media', 'turn')).toEqual([
      'media.del1.example',
      'turn.del1.example',
      'media.hyd1.example',
      'turn.hyd1.example',
    ]);
  });

  it('gives the sites in the order of the policy', () => {
    expect(sitesWith(policy, 'media').map(([id]) => id)).toEqual(['del1', 'hyd1']);
    expect(sitesWith(policy, 'mail')).toEqual([]);
  });
});
