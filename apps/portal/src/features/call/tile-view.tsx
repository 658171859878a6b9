'use client';

import { useConnectionQualityIndicator, useIsMuted, useIsSpeaking } from '@livekit/components-react';
import { ConnectionQuality, Track } from 'livekit-client';
import AudioLines from 'lucide-react/icons/audio-lines';
import MicOff from 'lucide-react/icons/mic-off';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import SignalLow from 'lucide-react/icons/signal-low';
import type { RoomTile } from '../../call/tiles.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useCall } from './call-context.tsx';
import { Picture } from './picture.tsx';
import { useNameOf } from './use-name-of.ts';

type TileViewProps = {
  tile: RoomTile;
  soundOnly: boolean;
  /** Absent where there is nobody else to pin one against. */
  pin?: { isPinned: boolean; toggle: () => void } | undefined;
};

/** One person or one shared screen: picture or initials, name, and what is to be known of sound and connection. */
export function TileView({ tile, soundOnly, pin }: TileViewProps) {
  const { session } = useCall();
  const nameOf = useNameOf();
  const { participant, picture, kind } = tile;
  const isSpeaking = useIsSpeaking(participant) && kind === 'camera';
  const shows = tile.hasVideo && picture !== undefined && !soundOnly;
  return (
    <div
      data-tile={tile.id}
      className={classNames(
        'group @container relative size-full overflow-hidden rounded-lg bg-surface ring-inset',
        // The ring lies above the picture, so that the tile keeps its size while somebody speaks.
        'after:pointer-events-none after:absolute after:inset-0 after:rounded-lg after:transition-shadow',
        isSpeaking ? 'after:inset-ring-3 after:inset-ring-saffron' : 'after:inset-ring after:inset-ring-line',
      )}
    >
      {shows ? (
        <Picture
          publication={picture}
          whole={kind === 'screen'}
          mirrored={tile.isLocal && kind === 'camera'}
          onShown={tile.isLocal ? undefined : session.pictureShown}
        />
      ) : (
        <span className="absolute inset-0 flex items-center justify-center @max-[12rem]:-top-5 @max-[12rem]:scale-50">
          <Avatar name={participant.name ?? ''} size="large" />
        </span>
      )}
      <NamePlate tile={tile} isSpeaking={isSpeaking} />
      {pin !== undefined && <PinButton tileId={tile.id} name={nameOf(participant)} {...pin} />}
    </div>
  );
}

function NamePlate({ tile, isSpeaking }: { tile: RoomTile; isSpeaking: boolean }) {
  const { t } = useCall();
  const nameOf = useNameOf();
  const { participant, kind } = tile;
  const isMuted = useIsMuted({ participant, source: Track.Source.Microphone }) || !participant.isMicrophoneEnabled;
  const { quality } = useConnectionQualityIndicator({ participant });
  const isWeak = quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost;
  return (
    <p className="absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-md bg-black/75 px-2 py-0.5 text-sm text-white">
      {kind === 'camera' && isMuted && (
        <>
          <MicOff size={15} className="shrink-0" aria-hidden="true" />
          <span className="sr-only">{t('call.microphoneOff')}</span>
        </>
      )}
      {kind === 'camera' && !isMuted && isSpeaking && (
        <AudioLines size={15} className="shrink-0 text-saffron" aria-hidden="true" />
      )}
      <span className="truncate">
        {kind === 'screen' ? t('call.screenOf', { name: nameOf(participant) }) : nameOf(participant)}
      </span>
      {isWeak && (
        <span className="flex shrink-0 text-saffron" title={t('call.weakConnection')}>
          <SignalLow size={16} aria-hidden="true" />
          <span className="sr-only">{t('call.weakConnection')}</span>
        </span>
      )}
    </p>
  );
}

type PinButtonProps = { tileId: string; name: string; isPinned: boolean; toggle: () => void };

/** A tile that becomes large is made anew in another place, and the focus goes with it. */
function PinButton({ tileId, name, isPinned, toggle }: PinButtonProps) {
  const { t } = useCall();
  const Icon = isPinned ? PinOff : Pin;
  return (
    <button
      type="button"
      data-focus-key={`pin ${tileId}`}
      aria-pressed={isPinned}
      aria-label={t('call.pin', { name })}
      title={t('call.pin', { name })}
      onClick={toggle}
      className={classNames(
        'absolute top-2 right-2 flex size-9 cursor-pointer items-center justify-center rounded-full bg-black/60 text-white',
        'opacity-0 transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-80',
        isPinned && 'opacity-100',
      )}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}
