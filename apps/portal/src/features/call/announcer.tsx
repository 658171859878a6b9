'use client';

import { RoomEvent, Track, type RemoteParticipant, type TrackPublication } from 'livekit-client';
import { useEffect, useRef, useState } from 'react';
import { gather, GATHER_MS, type Announcement, type Happening } from '../../call/announcements.ts';
import { useCall, type CallText } from './call-context.tsx';

/** Tells those who do not see the room what happens in it, politely and not too often. */
export function Announcer() {
  const { course, session, t } = useCall();
  const [sentences, setSentences] = useState<readonly string[]>([]);
  const queue = useHappenings((happenings) =>
    setSentences(gather(happenings, session.room.numParticipants).map((announcement) => sentence(announcement, t))),
  );
  useRoomHappenings(queue, course.phase.kind === 'live');
  useHostHappenings(queue);
  useChatHappenings(queue);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {sentences.map((text, index) => (
        <p key={`${index}:${text}`}>{text}</p>
      ))}
    </div>
  );
}

type Tell = (happening: Happening) => void;

/** Collects what happens within a moment and hands it over at once. */
function useHappenings(flush: (happenings: readonly Happening[]) => void): Tell {
  const waiting = useRef<Happening[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const [tell] = useState<Tell>(() => (happening: Happening) => {
    waiting.current.push(happening);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current(waiting.current.splice(0));
    }, GATHER_MS);
  });
  return tell;
}

/** Not while the connection is mended: everybody seems to leave and come then. */
function useRoomHappenings(tell: Tell, isLive: boolean): void {
  const { session } = useCall();
  useEffect(() => {
    if (!isLive) return;
    const { room } = session;
    const joined = (person: RemoteParticipant) => tell({ kind: 'joined', name: person.name ?? '' });
    const left = (person: RemoteParticipant) => tell({ kind: 'left', name: person.name ?? '' });
    const published = ({ source }: TrackPublication, person: RemoteParticipant) => {
      if (source === Track.Source.ScreenShare) tell({ kind: 'shares_screen', name: person.name ?? '' });
    };
    room
      .on(RoomEvent.ParticipantConnected, joined)
      .on(RoomEvent.ParticipantDisconnected, left)
      .on(RoomEvent.TrackPublished, published);
    return () => {
      room
        .off(RoomEvent.ParticipantConnected, joined)
        .off(RoomEvent.ParticipantDisconnected, left)
        .off(RoomEvent.TrackPublished, published);
    };
  }, [session, tell, isLive]);
}

function useHostHappenings(tell: Tell): void {
  const { host } = useCall();
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (host === null) return;
    const now = [
      ...host.waiting.map((member) => ({ key: `waiting:${member.participantId}`, kind: 'waiting' as const, member })),
      ...host.hands.map((member) => ({ key: `hand:${member.participantId}`, kind: 'hand_raised' as const, member })),
    ];
    for (const { key, kind, member } of now) if (!known.current.has(key)) tell({ kind, name: member.displayName });
    known.current = new Set(now.map(({ key }) => key));
  }, [host, tell]);
}

/** An open chat is a log, which speaks for itself. */
function useChatHappenings(tell: Tell): void {
  const { session } = useCall();
  useEffect(() => {
    const { state } = session.chat;
    let heard = state.get().messages.at(-1)?.id;
    return state.subscribe(() => {
      const { messages, isOpen } = state.get();
      const last = messages.at(-1);
      if (last === undefined || last.id === heard) return;
      heard = last.id;
      if (!isOpen && !last.own) tell({ kind: 'message', name: last.name ?? '', text: last.text });
    });
  }, [session, tell]);
}

function sentence({ kind, name, others, text }: Announcement, t: CallText): string {
  const who = name === '' ? t('call.unnamed') : name;
  if (kind === 'message') return t('call.say.message', { name: who, text });
  return others === 0 ? t(`call.say.${kind}`, { name: who }) : t(`call.say.${kind}_many`, { name: who, others });
}
