import { expect, it } from 'vitest';
import { commandFor, type KeyPress } from './shortcuts.ts';

const press = (code: string, change: Partial<KeyPress> = {}): KeyPress => ({
  code,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isTyping: false,
  ...change,
});

it.each([
  ['KeyM', 'microphone'],
  ['KeyV', 'camera'],
  ['KeyC', 'chat'],
  ['KeyP', 'people'],
  ['KeyH', 'hand'],
  ['KeyX', null],
  ['Digit1', null],
])('%s is %s', (code, command) => {
  expect(commandFor(press(code))).toBe(command);
});

it.each([['isTyping'], ['repeat'], ['ctrlKey'], ['altKey'], ['metaKey']] as const)('does nothing with %s', (key) => {
  expect(commandFor(press('KeyM', { [key]: true }))).toBeNull();
});
