'use client';

import { RoomContext } from '@livekit/components-react';
import { startTransition, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DoorView, HostView } from '@sabha/domain/meeting/room-contract';
import type { KeyOf, Messages } from '@sabha/i18n/keys';
import type { Locale } from '@sabha/i18n/locales';
import { plain } from '@sabha/i18n/plain';
import type { CallActions } from '../../call/call-actions.ts';
import { createSession } from '../../call/call-session.ts';
import type { DeviceChoices } from '../../call/room-options.ts';
import { useKeptFocus } from '../../ui/keep-focus.ts';
import { CallContext, type Call } from './call-context.tsx';
import { EndScreen } from './end-screen.tsx';
import { QueueScreen } from './queue-screen.tsx';
import { RejoinCover } from './rejoin-cover.tsx';
import { RoomShell } from './room-shell.tsx';
import { useFailure } from './use-failure.ts';
import { useStore } from './use-store.ts';

export type CallRoomProps = {
  /** As the page's address has it: a reload of the page finds its way back by it. */
  joinCode: string;
  /** How the person stands at the door, always the newest: removals, the meeting's end and the stage come in through it. */
  door: DoorView;
  locale: Locale;
  messages: Messages<KeyOf<'call'>>;
  /** From the preview. Tracks in it belong to the call from here on. Read once. */
  devices: DeviceChoices;
  /** Read once; features/call/actions.ts makes them. */
  actions: CallActions;
};

/** The whole call: fills the window, dark in either theme. Remove it to leave the media server. */
export function CallRoom({ joinCode, door, locale, messages, devices, actions }: CallRoomProps) {
  const [session] = useState(() =>
    createSession({ joinCode, actions, devices, door, isSmallScreen: matchMedia('(max-width: 40rem)').matches }),
  );
  useEffect(() => session.start(), [session]);
  const isStarted = useStarted();
  useEffect(() => session.course.doorChanged(door), [session, door]);
  const course = useStore(session.course.state);
  const host = useHostView(actions, door);
  const { failure, run, dismiss } = useFailure();
  const call = useMemo<Call>(
    () => ({ session, course, door, actions, host, isHost: door.role === 'host', t: plain(messages), locale, run }),
    [session, course, door, actions, host, messages, locale, run],
  );
  // A change of the call is drawn in slices: between them the network's answers are heard, and the first picture comes sooner.
  const shown = useDeferredValue(call);
  const { phase } = shown.course;
  const window = useRef<HTMLDivElement>(null);
  useKeptFocus(window);
  return (
    <CallContext value={shown}>
      <RoomContext value={session.room}>
        <div
          ref={window}
          data-focus-scope=""
          data-theme="dark"
          className="fixed inset-0 flex h-dvh flex-col overflow-hidden bg-page text-text"
        >
          {phase.kind === 'ended' ? (
            <EndScreen reason={phase.reason} id={phase.id} />
          ) : phase.kind === 'queued' ? (
            <QueueScreen why={phase.why} />
          ) : isStarted ? (
            <RoomShell failure={failure} onFailureSeen={dismiss} />
          ) : (
            <RejoinCover hasPictures={false} />
          )}
        </div>
      </RoomContext>
    </CallContext>
  );
}

/** False in the first rendering, which only says that the call is on its way; the room is drawn while the network answers. */
function useStarted(): boolean {
  const [isStarted, setStarted] = useState(false);
  useEffect(() => startTransition(() => setStarted(true)), []);
  return isStarted;
}

/** Hosts see the meeting live; the subscription outlives an end screen no longer than the component. */
function useHostView(actions: CallActions, door: DoorView): HostView | null {
  const [view, setView] = useState<HostView | null>(null);
  const isHost = door.role === 'host';
  useEffect(() => (isHost ? actions.host.subscribe(setView) : undefined), [actions, isHost]);
  return isHost ? view : null;
}
