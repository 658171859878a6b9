import { expect, test } from 'vitest';
import { recallChoice, rememberChoice } from './lobby-memory.ts';

test('recalls in this tab with what the person went on', () => {
  const kept = new Map<string, string>();
  const tab = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  });
  rememberChoice(tab, 'abc', { camera: false, microphone: true });
  expect(recallChoice(tab, 'abc')).toEqual({ camera: false, microphone: true });
  expect(recallChoice(tab, 'other')).toBeNull();
});

test('stands a storage that the browser forbids even to name', () => {
  const forbidden = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  rememberChoice(forbidden, 'abc', { camera: true, microphone: true });
  expect(recallChoice(forbidden, 'abc')).toBeNull();
});
