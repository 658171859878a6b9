'use client';

import { type TrackPublication } from 'livekit-client';
import { useEffect, useRef } from 'react';
import { showPicture } from '../../call/remote-media.ts';
import { classNames } from '../../ui/class-names.ts';

type PictureProps = {
  publication: TrackPublication;
  /** A screen is shown whole, a face fills its tile. */
  whole: boolean;
  mirrored: boolean;
  /** The first frame is on the page. */
  onShown?: (() => void) | undefined;
};

/** One picture; leaving the page ends its flow. The name stands beside it, so the element itself says nothing. */
export function Picture({ publication, whole, mirrored, onShown }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const { track } = publication;
  useEffect(() => {
    const element = video.current;
    if (element === null || track === undefined) return;
    // Attached elements that paint say so; where the browser cannot, the data having come is as good.
    if (onShown !== undefined) {
      if ('requestVideoFrameCallback' in element) element.requestVideoFrameCallback(onShown);
      else (element as HTMLVideoElement).addEventListener('loadeddata', onShown, { once: true });
    }
    return showPicture(publication, element);
  }, [publication, track, onShown]);
  return (
    <video
      ref={video}
      autoPlay
      playsInline
      muted
      aria-hidden="true"
      className={classNames(
        'absolute inset-0 size-full bg-black',
        whole ? 'object-contain' : 'object-cover',
        mirrored && '-scale-x-100',
      )}
    />
  );
}
