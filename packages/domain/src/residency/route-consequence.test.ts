import { describe, expect, it } from 'vitest';
import { consequenceOf } from './route-consequence.ts';
import { type RouteFault, routeFaults } from './route.ts';

describe('what follows from a fault', () => {
  it.each([
    ['remote_outside', 'put_out'],
    ['remote_unreadable', 'put_out'],
    ['relay_outside', 'put_out'],
    ['ice_server_outside', 'put_out'],
    ['node_differs', 'flag'],
    ['site_differs', 'flag'],
    ['pair_not_offered', 'flag'],
    ['relay_contradicted', 'flag'],
  ] as const)('%s: %s', (fault, consequence) => expect(consequenceOf([fault])).toBe(consequence));

  it('is decided for every fault there is', () => {
    for (const fault of Object.keys(routeFaults) as RouteFault[]) expect(consequenceOf([fault])).not.toBeNull();
  });

  it('is that of the gravest', () => expect(consequenceOf(['node_differs', 'remote_outside'])).toBe('put_out'));
  it('is nothing without one', () => expect(consequenceOf([])).toBeNull());
});
