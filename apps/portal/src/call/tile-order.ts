/** Who is shown where. Tiles keep their places; only somebody who speaks on a later page changes places with a silent one. */
export type TileKind = 'camera' | 'screen';
export type Tile = Readonly<{
  /** Identity and kind: stays the same while the track behind it comes and goes. */
  id: string;
  identity: string;
  kind: TileKind;
  isLocal: boolean;
  hasVideo: boolean;
  isSpeaking: boolean;
  /** When they were last heard, in milliseconds since the epoch; 0 for never. */
  lastSpokeAt: number;
  joinedAt: number;
}>;

/** Screens first, then people with a picture, then the rest, each by the time they came. */
function rank(tile: Tile): number {
  if (tile.kind === 'screen') return 0;
  return tile.hasVideo ? 1 : 2;
}

/**
 * The new order. `previous` holds ids as they were last shown; who is new comes at the end, by rank. Then each speaker beyond
 * the first page takes the place of whoever on it has been silent longest. Oneself stands last on the first page.
 */
export function orderTiles<T extends Tile>(tiles: readonly T[], previous: readonly string[], firstPage: number): readonly T[] {
  const byId = new Map(tiles.map((tile) => [tile.id, tile]));
  const known = new Set(previous);
  const staying = previous.flatMap((id) => byId.get(id) ?? []);
  const coming = tiles.filter(({ id }) => !known.has(id)).sort((a, b) => rank(a) - rank(b) || a.joinedAt - b.joinedAt);
  const order = [...staying, ...coming];
  putScreensFirst(order);
  bringSpeakersForward(order, firstPage);
  putSelfLastOnFirstPage(order, firstPage);
  return order;
}

function putScreensFirst(order: Tile[]): void {
  const screens = order.filter(({ kind }) => kind === 'screen');
  const people = order.filter(({ kind }) => kind !== 'screen');
  order.splice(0, order.length, ...screens, ...people);
}

function bringSpeakersForward(order: Tile[], firstPage: number): void {
  for (let index = firstPage; index < order.length; index++) {
    const speaker = order[index];
    if (speaker === undefined || !speaker.isSpeaking) continue;
    const place = quietest(order.slice(0, firstPage));
    const quiet = order[place];
    if (quiet === undefined) return;
    order[place] = speaker;
    order[index] = quiet;
  }
}

function putSelfLastOnFirstPage(order: Tile[], firstPage: number): void {
  const from = order.findIndex(({ isLocal }) => isLocal);
  const [self] = from < 0 ? [] : order.splice(from, 1);
  if (self !== undefined) order.splice(Math.min(firstPage - 1, order.length), 0, self);
}

function quietest(shown: readonly Tile[]): number {
  let best = -1;
  shown.forEach((tile, index) => {
    if (tile.kind === 'screen' || tile.isLocal || tile.isSpeaking) return;
    const current = shown[best];
    if (current === undefined || tile.lastSpokeAt < current.lastSpokeAt) best = index;
  });
  return best;
}

/** Whom the speaker layout shows large: what the person pinned, a shared screen, who speaks, who spoke last, anybody else, oneself. */
export function chooseMain<T extends Tile>(tiles: readonly T[], pinned: string | null): T | undefined {
  const others = tiles.filter(({ isLocal }) => !isLocal);
  return (
    tiles.find(({ id }) => id === pinned) ??
    others.find(({ kind }) => kind === 'screen') ??
    mostRecent(others) ??
    others.find(({ hasVideo }) => hasVideo) ??
    others[0] ??
    tiles[0]
  );
}

/** Not merely who speaks now: two people in a conversation would make the picture jump at every pause. */
function mostRecent<T extends Tile>(tiles: readonly T[]): T | undefined {
  const spoken = tiles.filter(({ lastSpokeAt }) => lastSpokeAt > 0);
  return spoken.reduce<T | undefined>(
    (best, tile) => (best === undefined || tile.lastSpokeAt > best.lastSpokeAt ? tile : best),
    undefined,
  );
}
