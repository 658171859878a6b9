/** Where the sound and picture of one call go: kept inside by the fence, and reported as it is. */
import type { RefusedEnd } from '@sabha/domain/residency/route-contract';
import { isWithin } from '@sabha/domain/residency/network';
import type { CallActions } from '../call-actions.ts';
import { createFence, type Fence } from '../fence/guard.ts';
import type { Store } from '../store.ts';
import { createRouteReporter, type MediaSession, type RouteState } from './route-reporter.ts';

export type FollowedRoute = Readonly<{
  keepWithin: Fence['keepWithin'];
  state: Pick<Store<RouteState>, 'get' | 'subscribe'>;
  /** Stands between this page and every media server. Returns what takes it away. */
  start(): () => void;
}>;

type RouteParts = Readonly<{
  actions: Pick<CallActions, 'reportRoute' | 'reportRefusal'>;
  session(): MediaSession | null;
  /** Ends the call. */
  onOutside(): void;
}>;

const TOLD_AT_ONCE = 20;
const TRIES = 3;
const AGAIN_MS = 2_000;

export function followRoute({ actions, session, onOutside }: RouteParts): FollowedRoute {
  let networks: readonly string[] = [];
  const told = new Set<string>();

  function refuse(ends: readonly RefusedEnd[]): void {
    onOutside();
    const fresh = ends.filter(({ what, end }) => !told.has(`${what} ${end}`)).slice(0, TOLD_AT_ONCE);
    for (const { what, end } of fresh) told.add(`${what} ${end}`);
    if (fresh.length > 0) tell(fresh, TRIES);
  }
  function tell(ends: readonly RefusedEnd[], tries: number): void {
    actions.reportRefusal(ends).catch(() => {
      if (tries > 1) setTimeout(() => tell(ends, tries - 1), AGAIN_MS);
    });
  }

  const fence = createFence({ onRefused: refuse, onOpened: (peer) => reporter.watch(peer) });
  const reporter = createRouteReporter({
    session,
    peers: () => fence.peers(),
    isInside: (address) => isWithin(networks, address),
    send: (report) => actions.reportRoute(report),
    onOutside: (end) => (end === '' ? onOutside() : refuse([{ what: 'remote', end }])),
  });
  return {
    keepWithin(bounds) {
      networks = bounds.networks;
      fence.keepWithin(bounds);
    },
    state: reporter.state,
    start() {
      const takeAway = fence.install(globalThis);
      const endReports = reporter.start();
      return () => {
        endReports();
        takeAway();
      };
    },
  };
}
