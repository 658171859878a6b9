import { useSpeakingParticipants, useTracks } from '@livekit/components-react';
import { Track } from 'livekit-client';
import { useEffect, useRef } from 'react';
import { orderTiles } from '../../call/tile-order.ts';
import { tileOf, type RoomTile } from '../../call/tiles.ts';

const SOURCES = [
  { source: Track.Source.Camera, withPlaceholder: true },
  { source: Track.Source.ScreenShare, withPlaceholder: false },
];
const OPTIONS = { onlySubscribed: false };

/** Everybody who can be seen, in the order in which they are shown. Who only watches has no tile of their own. */
export function useTiles(showSelf: boolean, firstPage: number): readonly RoomTile[] {
  const tracks = useTracks(SOURCES, OPTIONS);
  // Read for the re-rendering alone: who speaks stands in the participants themselves.
  useSpeakingParticipants();
  const previous = useRef<readonly string[]>([]);
  // One's own screen would show itself in itself; a notice says that it is shared.
  const tiles = tracks.map(tileOf).filter(({ isLocal, kind }) => !isLocal || (showSelf && kind === 'camera'));
  const ordered = orderTiles(tiles, previous.current, firstPage);
  useEffect(() => {
    previous.current = ordered.map(({ id }) => id);
  });
  return ordered;
}
