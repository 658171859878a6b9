import { describe, expect, it } from 'vitest';
import { cleanMessage, emptyChat, withMessage, type ChatMessage } from './chat.ts';
import { MAX_CHAT_LENGTH } from './room-options.ts';

const message = (id: string, own = false): ChatMessage => ({ id, identity: 'p', name: 'Asha', text: id, sentAt: 0, own });

describe('the chat', () => {
  it('counts what was not read, but neither own messages nor those that are seen', () => {
    expect(withMessage(emptyChat, message('1')).unread).toBe(1);
    expect(withMessage(emptyChat, message('1', true)).unread).toBe(0);
    expect(withMessage({ ...emptyChat, isOpen: true }, message('1')).unread).toBe(0);
  });

  it('takes a message once', () => {
    const chat = withMessage(emptyChat, message('1'));
    expect(withMessage(chat, message('1'))).toBe(chat);
  });

  it('lets go of the oldest', () => {
    let chat = emptyChat;
    for (let n = 0; n < 510; n++) chat = withMessage(chat, message(String(n)));
    expect(chat.messages).toHaveLength(500);
    expect(chat.messages[0]?.id).toBe('10');
  });

  it.each([
    ['  good day ', 'good day'],
    ['line one\nline two', 'line one\nline two'],
    ['   \n ', null],
    ['नमस्ते', 'नमस्ते'],
    ['e\u0301', '\u00e9'],
    ['x'.repeat(MAX_CHAT_LENGTH + 5), 'x'.repeat(MAX_CHAT_LENGTH)],
    ['x'.repeat(MAX_CHAT_LENGTH - 1) + '🙂', 'x'.repeat(MAX_CHAT_LENGTH - 1)],
    ['\u202Enimda :tsoH', 'nimda :tsoH'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['bell\u0007 and\u001b[31m escape', 'bell and[31m escape'],
    ['\u200B\u2800\u3164', null],
    [`A${'\u0336'.repeat(500)}`, `A${'\u0336'.repeat(8)}`],
    ['शक्‍ति 👩🏽‍💻', 'शक्‍ति 👩🏽‍💻'],
  ])('cleans %j', (text, clean) => {
    expect(cleanMessage(text)).toBe(clean);
  });
});
