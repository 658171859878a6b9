'use client';

import { useConnectionQualityIndicator } from '@livekit/components-react';
import { ConnectionQuality, type Participant } from 'livekit-client';
import Mic from 'lucide-react/icons/mic';
import MicOff from 'lucide-react/icons/mic-off';
import SignalHigh from 'lucide-react/icons/signal-high';
import SignalLow from 'lucide-react/icons/signal-low';
import SignalMedium from 'lucide-react/icons/signal-medium';
import SignalZero from 'lucide-react/icons/signal-zero';
import Video from 'lucide-react/icons/video';
import VideoOff from 'lucide-react/icons/video-off';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { useId, useState } from 'react';
import type { RoomMember } from '@sabha/domain/meeting/room-contract';
import { standingOf, type Standing } from '../../call/standing.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';
import type { RoomDialog } from './use-room-view.ts';
import { useNameOf } from './use-name-of.ts';

type PersonRowProps = { participant: Participant; member: RoomMember | undefined; onRemove: (dialog: RoomDialog) => void };

export function PersonRow({ participant, member, onRemove }: PersonRowProps) {
  const { t } = useCall();
  const nameOf = useNameOf();
  const [isOpen, setOpen] = useState(false);
  const controlsId = useId();
  const name = nameOf(participant);
  const tag = tagOf(standingOf(participant));
  const mayControl = member !== undefined && member.role !== 'host';
  return (
    <li data-focus-scope="" className="border-b border-line py-2 last:border-0">
      <div className="flex items-center gap-3">
        <Avatar name={participant.name ?? ''} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          {tag !== null && <span className="block text-sm text-muted">{t(tag)}</span>}
        </span>
        <MediaMarks participant={participant} />
        {mayControl && (
          <button
            type="button"
            data-focus-home=""
            aria-expanded={isOpen}
            aria-controls={controlsId}
            aria-label={t('call.controlsFor', { name })}
            onClick={() => setOpen(!isOpen)}
            className="flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-md hover:bg-tint aria-expanded:bg-tint"
          >
            <SlidersHorizontal size={18} aria-hidden="true" />
          </button>
        )}
      </div>
      {mayControl && (
        <div id={controlsId} hidden={!isOpen} className="pt-2 pl-13">
          <PersonControls participant={participant} member={member} onRemove={onRemove} />
        </div>
      )}
    </li>
  );
}

function tagOf({ role, isGuest }: Standing) {
  if (role === 'host') return 'call.host';
  return isGuest ? 'call.guestTag' : null;
}

function PersonControls({ participant, member, onRemove }: PersonRowProps & { member: RoomMember }) {
  const { actions, run, t } = useCall();
  const { participantId, displayName } = member;
  return (
    <div className="flex flex-wrap gap-2">
      {participant.isMicrophoneEnabled && (
        <Button look="secondary" size="small" onClick={() => void run(() => actions.host.mute(participantId, 'microphone'))}>
          {t('call.mute')}
        </Button>
      )}
      {participant.isCameraEnabled && (
        <Button look="secondary" size="small" onClick={() => void run(() => actions.host.mute(participantId, 'camera'))}>
          {t('call.stopCamera')}
        </Button>
      )}
      {participant.isScreenShareEnabled && (
        <Button look="secondary" size="small" onClick={() => void run(() => actions.host.mute(participantId, 'screen_share'))}>
          {t('call.stopTheirScreen')}
        </Button>
      )}
      {member.role === 'audience' && (
        <Button look="secondary" size="small" onClick={() => void run(() => actions.host.returnToAudience(participantId))}>
          {t('call.returnToAudience')}
        </Button>
      )}
      <Button look="danger" size="small" onClick={() => onRemove({ kind: 'remove', participantId, name: displayName })}>
        {t('call.remove')}
      </Button>
    </div>
  );
}

function MediaMarks({ participant }: { participant: Participant }) {
  const { t } = useCall();
  const { quality } = useConnectionQualityIndicator({ participant });
  const hasMicrophone = participant.isMicrophoneEnabled;
  const hasCamera = participant.isCameraEnabled;
  const Quality = qualityIcons[quality];
  return (
    <span className="flex shrink-0 items-center gap-2 text-muted">
      {Quality !== undefined && (
        <span title={t(`call.quality.${quality as KnownQuality}`)}>
          <Quality size={17} aria-hidden="true" className={quality === ConnectionQuality.Poor ? 'text-warn' : undefined} />
          <span className="sr-only">{t(`call.quality.${quality as KnownQuality}`)}</span>
        </span>
      )}
      <span title={t(hasMicrophone ? 'call.microphoneOn' : 'call.microphoneOff')}>
        {hasMicrophone ? <Mic size={17} aria-hidden="true" /> : <MicOff size={17} aria-hidden="true" className="text-bad" />}
        <span className="sr-only">{t(hasMicrophone ? 'call.microphoneOn' : 'call.microphoneOff')}</span>
      </span>
      <span title={t(hasCamera ? 'call.cameraOn' : 'call.cameraOff')}>
        {hasCamera ? <Video size={17} aria-hidden="true" /> : <VideoOff size={17} aria-hidden="true" />}
        <span className="sr-only">{t(hasCamera ? 'call.cameraOn' : 'call.cameraOff')}</span>
      </span>
    </span>
  );
}

type KnownQuality = 'excellent' | 'good' | 'poor' | 'lost';

const qualityIcons: Readonly<Record<ConnectionQuality, typeof SignalHigh | undefined>> = {
  [ConnectionQuality.Excellent]: SignalHigh,
  [ConnectionQuality.Good]: SignalMedium,
  [ConnectionQuality.Poor]: SignalLow,
  [ConnectionQuality.Lost]: SignalZero,
  [ConnectionQuality.Unknown]: undefined,
};
