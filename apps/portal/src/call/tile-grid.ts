/** Where tiles go: how many to a page, and in how many columns. Lengths are CSS pixels. */
export type Size = Readonly<{ width: number; height: number }>;
export type Grid = Readonly<{ columns: number; rows: number; tileWidth: number; tileHeight: number }>;

const WIDEST = 16 / 9;
const NARROWEST = 4 / 3;
/** A narrow screen is filled with upright tiles: cameras of phones send upright pictures, and a face bears the cut. */
const NARROWEST_ON_PHONE = 3 / 4;
const PHONE = 640;
const NARROW = 900;

export const GAP = 8;

/** Every visible video costs a decoder, so a phone shows four people at a time and a larger screen nine. */
export function pageSize({ width, height }: Size): number {
  return Math.min(width, height) < PHONE && width < NARROW ? 4 : 9;
}

/** The grid whose tiles cover the most of `area`; never zero columns. */
export function fitGrid(count: number, area: Size): Grid {
  const narrowest = area.width < NARROW ? NARROWEST_ON_PHONE : NARROWEST;
  let best: Grid = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const cell = { width: (area.width - GAP * (columns - 1)) / columns, height: (area.height - GAP * (rows - 1)) / rows };
    const grid = { columns, rows, ...fitTile(cell, narrowest) };
    if (grid.tileWidth * grid.tileHeight > best.tileWidth * best.tileHeight) best = grid;
  }
  return best;
}

function fitTile({ width, height }: Size, narrowest: number): Pick<Grid, 'tileWidth' | 'tileHeight'> {
  if (width <= 0 || height <= 0) return { tileWidth: 0, tileHeight: 0 };
  const tileWidth = Math.floor(Math.min(width, height * WIDEST));
  return { tileWidth, tileHeight: Math.floor(Math.min(height, tileWidth / narrowest)) };
}

/** The pages of a list; at least one, and `page` is brought back into what there is. */
export function paginate<T>(
  items: readonly T[],
  page: number,
  size: number,
): Readonly<{ items: readonly T[]; page: number; pages: number }> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  return { items: items.slice(current * size, (current + 1) * size), page: current, pages };
}
