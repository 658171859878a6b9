'use client';

import Video from 'lucide-react/icons/video';
import VideoOff from 'lucide-react/icons/video-off';
import { useEffect, useRef } from 'react';
import { Avatar } from '../../../ui/avatar.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import type { LobbyText } from '../lobby-text.ts';
import type { SourceState } from './preview-devices.ts';

type SelfViewProps = { camera: SourceState; name: string; t: LobbyText };

/** One's own picture, mirrored as people know themselves; the others see it the right way round. */
export function SelfView({ camera, name, t }: SelfViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  const track = camera.kind === 'on' ? camera.track : null;
  useEffect(() => {
    if (video.current) video.current.srcObject = track && new MediaStream([track]);
  }, [track]);
  return (
    <div className="relative aspect-video overflow-hidden rounded-lg bg-ink text-on-ink">
      {track ? (
        <video
          ref={video}
          autoPlay
          playsInline
          muted
          aria-label={t('door.preview.picture')}
          className="size-full -scale-x-100 object-cover"
        />
      ) : (
        <div className="flex size-full flex-col items-center justify-center gap-4 p-6 pb-10 text-center">
          {camera.kind === 'asking' ? <Spinner size={40} /> : <Avatar name={name} size="large" />}
          <p className="text-on-ink-muted">{camera.kind === 'asking' ? t('door.preview.asking') : t('door.preview.cameraOff')}</p>
        </div>
      )}
      <p className="absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-2 truncate rounded bg-black/60 px-2 py-1 text-sm text-white">
        {track ? <Video size={16} className="shrink-0" /> : <VideoOff size={16} className="shrink-0" />}
        <span className="truncate">{name}</span>
      </p>
    </div>
  );
}
