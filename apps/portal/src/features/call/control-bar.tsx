'use client';

import Hand from 'lucide-react/icons/hand';
import MessageSquare from 'lucide-react/icons/message-square';
import Mic from 'lucide-react/icons/mic';
import MicOff from 'lucide-react/icons/mic-off';
import MonitorUp from 'lucide-react/icons/monitor-up';
import PhoneOff from 'lucide-react/icons/phone-off';
import Users from 'lucide-react/icons/users';
import Video from 'lucide-react/icons/video';
import VideoOff from 'lucide-react/icons/video-off';
import type { ReactNode } from 'react';
import { canShareScreen } from '../../call/capture.ts';
import type { OwnSource } from '../../call/media-notice.ts';
import { useCall } from './call-context.tsx';
import { ControlButton } from './control-button.tsx';
import { useRights } from './use-rights.ts';
import type { Panel } from './use-room-view.ts';
import { useStore } from './use-store.ts';

type ControlBarProps = {
  panel: Panel | null;
  onPanel: (panel: Panel) => void;
  onLeave: () => void;
  menu: ReactNode;
};

/** The bar under the stage. On a phone it holds what is needed at once; the rest is in the menu. */
export function ControlBar({ panel, onPanel, onLeave, menu }: ControlBarProps) {
  const { host, session, t } = useCall();
  const rights = useRights();
  const { unread } = useStore(session.chat.state);
  const waiting = host === null ? 0 : host.totals.waiting + host.totals.hands;
  return (
    <div role="group" aria-label={t('call.controls')} className="flex items-start justify-center gap-1 px-1 sm:gap-3">
      {rights.mayPublish && <OwnDevices />}
      {rights.mayShareScreen && <ShareButton />}
      <HandButton />
      {rights.mayChat && (
        <ControlButton
          icon={<MessageSquare size={22} aria-hidden="true" />}
          label={t('call.chat')}
          count={unread}
          look={panel === 'chat' ? 'active' : 'plain'}
          aria-expanded={panel === 'chat'}
          aria-description={unread > 0 ? t('call.unread', { count: unread }) : undefined}
          data-panel-button="chat"
          onClick={() => onPanel('chat')}
        />
      )}
      <ControlButton
        icon={<Users size={22} aria-hidden="true" />}
        label={t('call.people')}
        count={waiting}
        look={panel === 'people' ? 'active' : 'plain'}
        aria-expanded={panel === 'people'}
        aria-description={waiting > 0 ? t('call.wantAttention', { count: waiting }) : undefined}
        data-panel-button="people"
        onClick={() => onPanel('people')}
      />
      {menu}
      <ControlButton icon={<PhoneOff size={22} aria-hidden="true" />} label={t('call.leave')} look="leave" onClick={onLeave} />
    </div>
  );
}

function OwnDevices() {
  return (
    <>
      <DeviceButton source="microphone" on={<Mic size={22} aria-hidden="true" />} off={<MicOff size={22} aria-hidden="true" />} />
      <DeviceButton source="camera" on={<Video size={22} aria-hidden="true" />} off={<VideoOff size={22} aria-hidden="true" />} />
    </>
  );
}

function DeviceButton({ source, on, off }: { source: Exclude<OwnSource, 'screen'>; on: ReactNode; off: ReactNode }) {
  const { session, t } = useCall();
  const state = useStore(session.media.state)[source];
  const isOn = state !== 'off';
  return (
    <ControlButton
      icon={isOn ? on : off}
      label={t(`call.${source}`)}
      look={isOn ? 'plain' : 'off'}
      aria-pressed={isOn}
      aria-busy={state === 'starting'}
      onClick={() => void session.media.toggle(source)}
    />
  );
}

function ShareButton() {
  const { session, t } = useCall();
  const { screen } = useStore(session.media.state);
  if (!canShareScreen()) return null;
  return (
    <ControlButton
      icon={<MonitorUp size={22} aria-hidden="true" />}
      label={t('call.shareScreen')}
      look={screen === 'off' ? 'plain' : 'active'}
      aria-pressed={screen !== 'off'}
      data-share-button=""
      className="max-md:hidden"
      onClick={() => void session.media.toggle('screen')}
    />
  );
}

/** Whoever is invited has the dialog to answer with; who runs the meeting needs no hand. */
function HandButton() {
  const { actions, door, isHost, run, t } = useCall();
  if (isHost || door.stage === 'on_stage') return null;
  const isRaised = door.stage !== 'none';
  return (
    <ControlButton
      icon={<Hand size={22} aria-hidden="true" />}
      label={t('call.hand')}
      look={isRaised ? 'active' : 'plain'}
      aria-pressed={isRaised}
      className={door.role === 'audience' ? undefined : 'max-sm:hidden'}
      onClick={() => void run(() => actions.raiseHand(!isRaised))}
    />
  );
}
