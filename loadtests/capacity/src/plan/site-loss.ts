/** A whole site is gone at the busiest minute. Its meetings go to the others, but not those that must stay: they are refused. */
import type { Busiest } from './busiest.ts';
import type { MediaPlan } from './media-plan.ts';

export type SiteLoss = Readonly<{
  siteId: string;
  displaced: number;
  /** People whose meeting may be nowhere else. */
  refusedByPin: number;
  /** People for whom the other sites have no room. */
  refusedForRoom: number;
  moved: number;
}>;

/**
 * @param nodesOf servers that stand at a site: the expected number, with spares
 * @param loads up to which the others are filled, and to which they are used already
 */
export function loseSite(
  siteId: string,
  sites: ReadonlyMap<string, Readonly<{ share: number; media: MediaPlan; nodes: number }>>,
  { busiest, usableMillicores }: Readonly<{ busiest: Busiest; usableMillicores: number }>,
): SiteLoss {
  const lost = sites.get(siteId);
  if (!lost) throw new RangeError(`no site ${siteId} in the plan`);
  const onMedia = busiest.kinds.map(({ kind, onMedia: people }) => ({ pinned: kind.pinnedShare, people: people * lost.share }));
  const displaced = onMedia.reduce((sum, { people }) => sum + people, 0);
  const refusedByPin = onMedia.reduce((sum, { people, pinned }) => sum + people * pinned, 0);
  const free = [...sites]
    .filter(([id]) => id !== siteId)
    .reduce((sum, [, { nodes, media }]) => sum + Math.max(0, nodes * usableMillicores - media.millicores.expected), 0);
  const movable = displaced - refusedByPin;
  // Cost per person is taken as that of the site as a whole: nobody chooses whom to move.
  const perPerson = displaced > 0 ? lost.media.millicores.expected / displaced : 0;
  const moved = perPerson > 0 ? Math.min(movable, free / perPerson) : movable;
  return { siteId, displaced, refusedByPin, refusedForRoom: movable - moved, moved };
}
