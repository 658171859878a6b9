'use client';

import Lock from 'lucide-react/icons/lock';
import VideoOff from 'lucide-react/icons/video-off';
import { memo, useEffect, useRef } from 'react';
import type { ShortcutCommand } from '../../call/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { useCall } from './call-context.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { ControlBar } from './control-bar.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RoomDialogs } from './room-dialogs.tsx';
import { RoomNotices } from './room-notices.tsx';
import { SidePanel } from './side-panel.tsx';
import { StageInvitation } from './stage-invitation.tsx';
import { Stage } from './stage.tsx';
import type { Failure } from './use-failure.ts';
import { useRights } from './use-rights.ts';
import { useRoomView, type Panel, type RoomView } from './use-room-view.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { WaitingNote } from './waiting-list.tsx';

type RoomShellProps = { failure: Failure | null; onFailureSeen: () => void };

/** The room as long as the call goes on: title, stage, panel, bar. */
export const RoomShell = memo(function RoomShell({ failure, onFailureSeen }: RoomShellProps) {
  const { isHost, session } = useCall();
  const { view, change } = useRoomView();
  const { mayChat } = useRights();
  const openPanel = (panel: Panel) => change({ panel: view.panel === panel ? null : panel });
  useRoomShortcuts(view.shortcuts, openPanel);
  const leave = () => (isHost ? change({ dialog: { kind: 'leave' } }) : void session.course.leave());
  const panel = view.panel === 'chat' && !mayChat ? null : view.panel;
  return (
    <>
      <RoomHeader soundOnly={view.soundOnly} onPictures={() => change({ soundOnly: false })} />
      <main className="relative flex min-h-0 flex-1 gap-2 px-2">
        <div className="relative flex min-h-0 min-w-0 flex-1">
          <Stage layout={view.layout} soundOnly={view.soundOnly} />
          {panel !== 'people' && <WaitingNote onShow={() => change({ panel: 'people' })} />}
          <RoomNotices failure={failure} onFailureSeen={onFailureSeen} />
        </div>
        {panel !== null && <OpenPanel panel={panel} change={change} />}
      </main>
      <footer className="pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        <ControlBar panel={panel} onPanel={openPanel} onLeave={leave} menu={<MoreMenu view={view} change={change} />} />
      </footer>
      <RoomDialogs view={view} change={change} />
      <StageInvitation />
      <Announcer />
    </>
  );
});

function OpenPanel({ panel, change }: { panel: Panel; change: (part: Partial<RoomView>) => void }) {
  const { t } = useCall();
  const close = () => change({ panel: null });
  return panel === 'chat' ? (
    <SidePanel key="chat" panel="chat" title={t('call.chat')} onClose={close}>
      <ChatPanel />
    </SidePanel>
  ) : (
    <SidePanel key="people" panel="people" title={t('call.people')} onClose={close}>
      <PeoplePanel onDialog={(dialog) => change({ dialog })} />
    </SidePanel>
  );
}

function RoomHeader({ soundOnly, onPictures }: { soundOnly: boolean; onPictures: () => void }) {
  const { actions, door, host, run, t } = useCall();
  const { mayPublish } = useRights();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone: whoever uses a keyboard or a screen reader goes on from the title.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  const locked = host?.locked ?? door.meeting.locked;
  return (
    <header className="flex min-h-11 items-center gap-3 px-4 py-1">
      <h1 ref={heading} tabIndex={-1} data-focus-home="" className="min-w-0 flex-1 truncate text-base outline-none">
        {door.meeting.title}
      </h1>
      {!mayPublish && <span className="shrink-0 rounded-full border border-edge px-3 text-sm">{t('call.youWatch')}</span>}
      {soundOnly && (
        <Button look="secondary" size="small" icon={<VideoOff size={16} aria-hidden="true" />} onClick={onPictures}>
          {t('call.showPictures')}
        </Button>
      )}
      {door.stage === 'on_stage' && (
        <Button look="secondary" size="small" onClick={() => void run(() => actions.leaveStage())}>
          {t('call.leaveStage')}
        </Button>
      )}
      {locked && (
        <span className="flex shrink-0 items-center gap-1 text-sm text-muted">
          <Lock size={16} aria-hidden="true" />
          {t('call.locked')}
        </span>
      )}
    </header>
  );
}

function useRoomShortcuts(isOn: boolean, openPanel: (panel: Panel) => void): void {
  const { actions, door, isHost, run, session } = useCall();
  const rights = useRights();
  useShortcuts(isOn, (command: ShortcutCommand) => {
    if (command === 'people' || (command === 'chat' && rights.mayChat)) openPanel(command);
    if ((command === 'microphone' || command === 'camera') && rights.mayPublish) void session.media.toggle(command);
    if (command === 'hand' && !isHost && (door.stage === 'none' || door.stage === 'hand_raised')) {
      void run(() => actions.raiseHand(door.stage === 'none'));
    }
  });
}
