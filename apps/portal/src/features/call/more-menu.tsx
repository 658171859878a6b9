'use client';

import Check from 'lucide-react/icons/check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { canShareScreen } from '../../call/capture.ts';
import { useCall } from './call-context.tsx';
import { ControlButton } from './control-button.tsx';
import { useRights } from './use-rights.ts';
import type { RoomDialog, RoomView } from './use-room-view.ts';
import { useStore } from './use-store.ts';

type MoreMenuProps = { view: RoomView; change: (part: Partial<RoomView>) => void };

/** What is not needed every minute: a list of buttons that opens above the bar and closes on Escape or a click elsewhere. */
export function MoreMenu({ view, change }: MoreMenuProps) {
  const { isHost, t } = useCall();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  useEffect(() => (isOpen ? closeOnOutside(box.current, () => setOpen(false)) : undefined), [isOpen]);
  // Before the list is hidden: the focus would be lost with what was pressed in it.
  const close = () => {
    box.current?.querySelector('button')?.focus();
    setOpen(false);
  };
  const pick = (part: Partial<RoomView>) => {
    change(part);
    close();
  };
  const open = (kind: Exclude<RoomDialog['kind'], 'remove'>) => pick({ dialog: { kind } });
  return (
    <div ref={box} className="relative">
      <ControlButton
        icon={<Ellipsis size={22} aria-hidden="true" />}
        label={t('call.more')}
        look={isOpen ? 'active' : 'plain'}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      />
      <ul
        id={listId}
        hidden={!isOpen}
        className="absolute right-0 bottom-full z-20 mb-2 max-h-[70dvh] w-64 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface py-2 shadow-card max-sm:-right-14"
      >
        <PhoneOnly close={close} />
        <Item isOn={view.layout === 'speaker'} onPick={() => pick({ layout: view.layout === 'grid' ? 'speaker' : 'grid' })}>
          {t('call.speakerView')}
        </Item>
        <Item isOn={view.soundOnly} onPick={() => pick({ soundOnly: !view.soundOnly })}>
          {t('call.soundOnly')}
        </Item>
        <Item onPick={() => open('devices')}>{t('call.devices')}</Item>
        <Item onPick={() => open('route')}>{t('call.route.title')}</Item>
        <Item onPick={() => open('shortcuts')}>{t('call.shortcuts')}</Item>
        {isHost && <HostItems open={open} close={close} />}
      </ul>
    </div>
  );
}

/** What the bar has no room for on a phone. */
function PhoneOnly({ close }: { close: () => void }) {
  const { actions, door, isHost, run, session, t } = useCall();
  const rights = useRights();
  const { screen } = useStore(session.media.state);
  const isRaised = door.stage === 'hand_raised';
  const canShare = rights.mayShareScreen && canShareScreen();
  const act = (work: () => Promise<unknown>) => {
    close();
    void run(work);
  };
  return (
    <>
      {canShare && (
        <Item className="md:hidden" isOn={screen !== 'off'} onPick={() => act(() => session.media.toggle('screen'))}>
          {t('call.shareScreen')}
        </Item>
      )}
      {!isHost && door.role !== 'audience' && (
        <Item className="sm:hidden" isOn={isRaised} onPick={() => act(() => actions.raiseHand(!isRaised))}>
          {t('call.hand')}
        </Item>
      )}
    </>
  );
}

function HostItems({ open, close }: { open: (kind: 'end') => void; close: () => void }) {
  const { actions, door, host, run, t } = useCall();
  const locked = host?.locked ?? door.meeting.locked;
  const act = (work: () => Promise<unknown>) => {
    close();
    void run(work);
  };
  return (
    <>
      <Item className="mt-2 border-t border-line pt-2" onPick={() => act(() => actions.host.muteAll())}>
        {t('call.muteAll')}
      </Item>
      <Item isOn={locked} onPick={() => act(() => actions.host.lock(!locked))}>
        {t('call.lock')}
      </Item>
      <Item onPick={() => open('end')}>
        <span className="text-bad">{t('call.endForAll')}</span>
      </Item>
    </>
  );
}

type ItemProps = { children: ReactNode; onPick: () => void; isOn?: boolean; className?: string };

/** `isOn` makes it a switch; without it the item is a plain command. */
function Item({ children, onPick, isOn, className }: ItemProps) {
  return (
    <li className={className}>
      <button
        type="button"
        aria-pressed={isOn}
        onClick={onPick}
        className="flex min-h-11 w-full cursor-pointer items-center gap-3 px-4 py-2 text-left hover:bg-tint"
      >
        <span className="flex w-5 shrink-0">{isOn === true && <Check size={18} aria-hidden="true" />}</span>
        {children}
      </button>
    </li>
  );
}

function closeOnOutside(box: HTMLElement | null, close: () => void): () => void {
  const onPointer = (event: PointerEvent) => {
    if (event.target instanceof Node && box?.contains(event.target) === false) close();
  };
  const onFocus = (event: FocusEvent) => {
    if (event.target instanceof Node && box?.contains(event.target) === false) close();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    close();
    box?.querySelector('button')?.focus();
  };
  document.addEventListener('pointerdown', onPointer);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('pointerdown', onPointer);
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('keydown', onKey);
  };
}
