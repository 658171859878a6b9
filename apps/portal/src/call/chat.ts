/** The room's chat: LiveKit text streams on one topic. Nothing is stored; whoever comes later does not see what was written before. */
import type { Room, TextStreamReader } from 'livekit-client';
import { legible } from '@sabha/domain/legible';
import { MAX_CHAT_LENGTH } from './room-options.ts';
import { createStore, type Store } from './store.ts';

const TOPIC = 'lk.chat';
const KEPT = 500;

export type ChatMessage = Readonly<{
  id: string;
  identity: string;
  /** As the media server knows the sender; null for one who is not shown to others (a webinar's audience). */
  name: string | null;
  text: string;
  sentAt: number; // milliseconds since the epoch, by this device's clock
  own: boolean;
}>;
export type ChatState = Readonly<{ messages: readonly ChatMessage[]; unread: number; isOpen: boolean }>;

export const emptyChat: ChatState = { messages: [], unread: 0, isOpen: false };

/** Adds at the end; the oldest are let go. */
export function withMessage(chat: ChatState, message: ChatMessage): ChatState {
  if (chat.messages.some(({ id }) => id === message.id)) return chat;
  const messages = [...chat.messages, message].slice(-KEPT);
  return { ...chat, messages, unread: chat.isOpen || message.own ? chat.unread : chat.unread + 1 };
}

/**
 * What may be shown of a message, others' or one's own: what came was written by somebody's client, not necessarily ours.
 * Null when there is nothing to say.
 */
export function cleanMessage(text: string): string | null {
  const clean = legible(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').slice(0, MAX_CHAT_LENGTH * 4))
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(0, MAX_CHAT_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, ''); // the cut may have gone through a character
  return clean === '' ? null : clean;
}

export type Chat = Readonly<{
  state: Store<ChatState>;
  /** Rejects when the message did not leave. */
  send(text: string): Promise<void>;
  setOpen(isOpen: boolean): void;
}>;

export function createChat(room: Room, now: () => number): Chat {
  const state = createStore(emptyChat);
  const add = (message: ChatMessage) => state.set(withMessage(state.get(), message));

  async function receive(reader: TextStreamReader, identity: string): Promise<void> {
    // Over-long or broken streams reject; there is nothing to show then.
    const text = cleanMessage(await reader.readAll().catch(() => ''));
    if (text === null) return;
    const name = room.remoteParticipants.get(identity)?.name ?? null;
    add({ id: reader.info.id, identity, name, text, sentAt: now(), own: false });
  }
  room.registerTextStreamHandler(TOPIC, (reader, { identity }) => void receive(reader, identity));

  return {
    state,
    async send(text) {
      const clean = cleanMessage(text);
      if (clean === null) return;
      const { id } = await room.localParticipant.sendText(clean, { topic: TOPIC });
      add({
        id,
        identity: room.localParticipant.identity,
        name: room.localParticipant.name ?? null,
        text: clean,
        sentAt: now(),
        own: true,
      });
    },
    setOpen(isOpen) {
      const chat = state.get();
      state.set({ ...chat, isOpen, unread: isOpen ? 0 : chat.unread });
    },
  };
}
