/** What follows from what was found in a route. */
import type { RouteFault } from './route.ts';

export type Consequence = 'put_out' | 'flag';

/**
 * Total. Whoever's media goes, or may go, outside the policy is put out: unknown is no. A contradiction between two witnesses
 * that both stay inside is flagged, for it can be our own lag: recorded, alarmed and shown at once, and the session is put out if
 * it outlasts that lag. Why, beside each.
 */
const consequences: Readonly<Record<RouteFault, Consequence>> = {
  remote_outside: 'put_out',
  remote_unreadable: 'put_out',
  relay_outside: 'put_out',
  ice_server_outside: 'put_out',
  node_differs: 'flag', // a media server that was started anew has a new name, and the books learn of it a moment later
  site_differs: 'flag', // a room that is moved has people at both sites for a moment
  pair_not_offered: 'flag', // the media server logs its ends once, when a session begins, and may open more of them later
  relay_contradicted: 'flag', // it logs the way once, and a session may change to another one between that and the report
};

/** The gravest of all; null when nothing was found. */
export function consequenceOf(faults: readonly RouteFault[]): Consequence | null {
  if (faults.some((fault) => consequences[fault] === 'put_out')) return 'put_out';
  return faults.length > 0 ? 'flag' : null;
}
