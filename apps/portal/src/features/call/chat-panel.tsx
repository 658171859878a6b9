'use client';

import SendHorizontal from 'lucide-react/icons/send-horizontal';
import { useEffect, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { formatTime } from '@sabha/i18n/date-time';
import type { ChatMessage } from '../../call/chat.ts';
import { MAX_CHAT_LENGTH } from '../../call/room-options.ts';
import { classNames } from '../../ui/class-names.ts';
import { useCall } from './call-context.tsx';
import { useStore } from './use-store.ts';

export const COMPOSER_ID = 'call-message';

export function ChatPanel() {
  const { session, t } = useCall();
  const { messages } = useStore(session.chat.state);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    session.chat.setOpen(true);
    return () => session.chat.setOpen(false);
  }, [session]);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [messages.length]);
  return (
    <>
      {/* A scrolling region must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- WCAG 2.1.1: the log scrolls and holds nothing to focus */}
      <div role="log" aria-label={t('call.messages')} tabIndex={0} className="min-h-0 flex-1 space-y-3 overflow-y-auto p-4">
        <p className="text-sm text-muted">{t('call.chatNote')}</p>
        {messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
        <div ref={end} />
      </div>
      <Composer />
    </>
  );
}

function Message({ message }: { message: ChatMessage }) {
  const { locale, t } = useCall();
  const time = formatTime(new Date(message.sentAt), { locale, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const name = message.name === null || message.name === '' ? t('call.unnamed') : message.name;
  return (
    <div className={classNames('max-w-[90%] rounded-lg px-3 py-2', message.own ? 'ml-auto w-fit bg-tint' : 'w-fit bg-sunken')}>
      <p className="flex flex-wrap gap-x-2 text-sm text-muted">
        <span className="font-semibold text-text">{message.own ? t('call.you', { name }) : name}</span>
        <time dateTime={new Date(message.sentAt).toISOString()}>{time}</time>
      </p>
      {/* Plain text: nothing in it becomes a link or markup. */}
      <p className="break-words whitespace-pre-wrap">{message.text}</p>
    </div>
  );
}

function Composer() {
  const { run, session, t } = useCall();
  const [text, setText] = useState('');
  const send = () =>
    void run(async () => {
      await session.chat.send(text);
      setText('');
    });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKey = (event: KeyboardEvent) => {
    // While an input method composes (as Hindi keyboards do), Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2 border-t border-line p-3">
      <label htmlFor={COMPOSER_ID} className="sr-only">
        {t('call.message')}
      </label>
      <textarea
        id={COMPOSER_ID}
        rows={2}
        maxLength={MAX_CHAT_LENGTH}
        value={text}
        placeholder={t('call.message')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        className="min-h-11 min-w-0 flex-1 resize-none rounded-md border border-edge bg-page px-3 py-2 placeholder:text-muted"
      />
      <button
        type="submit"
        aria-label={t('call.send')}
        aria-disabled={text.trim() === ''}
        className="flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-md bg-brand text-on-brand hover:bg-brand-strong aria-disabled:opacity-50"
      >
        <SendHorizontal size={20} aria-hidden="true" />
      </button>
    </form>
  );
}
