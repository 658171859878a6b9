'use client';

import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useRef, useState } from 'react';
import { fitGrid, GAP, pageSize, paginate } from '../../call/tile-grid.ts';
import { chooseMain } from '../../call/tile-order.ts';
import type { RoomTile } from '../../call/tiles.ts';
import { useCall } from './call-context.tsx';
import { RejoinCover } from './rejoin-cover.tsx';
import { TileView } from './tile-view.tsx';
import { useRights } from './use-rights.ts';
import { useSize } from './use-size.ts';
import { useTiles } from './use-tiles.ts';

export type Layout = 'grid' | 'speaker';

type StageProps = { layout: Layout; soundOnly: boolean };

/** Everybody who can be seen. A shared screen or a pinned tile takes the large place whatever the layout. */
export function Stage({ layout, soundOnly }: StageProps) {
  const { t } = useCall();
  const { mayPublish } = useRights();
  const area = useRef<HTMLElement>(null);
  const size = useSize(area);
  const [pinned, setPinned] = useState<string | null>(null);
  const perPage = pageSize(size);
  const tiles = useTiles(mayPublish, perPage);
  const isLarge = layout === 'speaker' || tiles.some(({ id, kind }) => id === pinned || kind === 'screen');
  const main = isLarge && tiles.length > 1 ? chooseMain(tiles, pinned) : undefined;
  const pinOf = (tile: RoomTile) =>
    tiles.length < 2 ? undefined : { isPinned: tile.id === pinned, toggle: () => setPinned(tile.id === pinned ? null : tile.id) };
  const show = (tile: RoomTile) => <TileView tile={tile} soundOnly={soundOnly} pin={pinOf(tile)} />;
  return (
    <section ref={area} aria-label={t('call.stage')} className="relative flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <StageNote tiles={tiles} />
      {tiles.length === 0 ? null : main === undefined ? (
        <Tiles tiles={tiles} perPage={perPage} show={show} />
      ) : (
        <SpeakerLayout
          main={main}
          others={tiles.filter(({ id }) => id !== main.id)}
          show={show}
          isWide={size.width > size.height * 1.2}
        />
      )}
      <RejoinCover hasPictures={tiles.some(({ isLocal, hasVideo }) => hasVideo && !isLocal)} />
    </section>
  );
}

type TilesProps = { tiles: readonly RoomTile[]; perPage: number; show: (tile: RoomTile) => React.ReactNode };

function Tiles({ tiles, perPage, show }: TilesProps) {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const [wanted, setPage] = useState(0);
  const { items, page, pages } = paginate(tiles, wanted, perPage);
  const { columns, tileWidth, tileHeight } = fitGrid(items.length, size);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col gap-2">
      <div ref={area} className="flex min-h-0 flex-1 items-center justify-center">
        <ul className="flex flex-wrap justify-center gap-2" style={{ maxWidth: columns * (tileWidth + GAP) - GAP }}>
          {items.map((tile) => (
            <li key={tile.id} style={{ width: tileWidth, height: tileHeight }}>
              {show(tile)}
            </li>
          ))}
        </ul>
      </div>
      {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} />}
    </div>
  );
}

type SpeakerLayoutProps = {
  main: RoomTile;
  others: readonly RoomTile[];
  show: (tile: RoomTile) => React.ReactNode;
  isWide: boolean;
};

function SpeakerLayout({ main, others, show, isWide }: SpeakerLayoutProps) {
  const [wanted, setPage] = useState(0);
  const { items, page, pages } = paginate(others, wanted, isWide ? 5 : 3);
  return (
    <div className={`flex min-h-0 flex-1 gap-2 ${isWide ? 'flex-row' : 'flex-col'}`}>
      <div className="min-h-0 min-w-0 flex-1">{show(main)}</div>
      <div className={`flex shrink-0 flex-col gap-2 ${isWide ? 'w-48 justify-center' : ''}`}>
        <ul className={isWide ? 'flex flex-col gap-2' : 'grid auto-cols-fr grid-flow-col gap-2'}>
          {items.map((tile) => (
            <li key={tile.id} className="aspect-video min-w-0">
              {show(tile)}
            </li>
          ))}
        </ul>
        {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} />}
      </div>
    </div>
  );
}

function Pages({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useCall();
  const button =
    'flex size-9 cursor-pointer items-center justify-center rounded-full border border-edge aria-disabled:opacity-40';
  return (
    <nav aria-label={t('call.pages')} className="flex items-center justify-center gap-3 text-sm">
      {/* Not `disabled`: the focus would be lost at the last page. */}
      <button
        type="button"
        aria-disabled={page === 0}
        aria-label={t('call.previousPage')}
        onClick={() => onPage(Math.max(0, page - 1))}
        className={button}
      >
        <ChevronLeft size={18} aria-hidden="true" />
      </button>
      <span role="status">{t('call.pageOf', { page: page + 1, pages })}</span>
      <button
        type="button"
        aria-disabled={page === pages - 1}
        aria-label={t('call.nextPage')}
        onClick={() => onPage(Math.min(pages - 1, page + 1))}
        className={button}
      >
        <ChevronRight size={18} aria-hidden="true" />
      </button>
    </nav>
  );
}

/** Says why there is nobody to see. */
function StageNote({ tiles }: { tiles: readonly RoomTile[] }) {
  const { t, course } = useCall();
  if (course.phase.kind !== 'live' || tiles.some(({ isLocal }) => !isLocal)) return null;
  if (tiles.length === 0) return <p className="m-auto max-w-sm p-6 text-center text-muted">{t('call.stageEmpty')}</p>;
  return <p className="px-4 text-center text-sm text-muted">{t('call.alone')}</p>;
}
