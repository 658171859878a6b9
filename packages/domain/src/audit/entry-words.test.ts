import { expect, it } from 'vitest';
import { detailTexts, eventWord } from './entry-words.ts';
import { type AuditEvent, auditEvents } from './events.ts';

it('an event is one word, and no two are the same', () => {
  const words = (Object.keys(auditEvents) as AuditEvent[]).map(eventWord);
  expect(words.filter((word) => !/^[a-z_]+$/.test(word))).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
  expect(eventWord('meeting.locked')).toBe('meeting_locked');
});

it('a detail is told part by part, texts as they are', () => {
  expect(detailTexts({ by: 'rules', ids: [1, 'a'], is: false, none: null })).toEqual([
    'by: rules',
    'ids: [1,"a"]',
    'is: false',
    'none: null',
  ]);
});
