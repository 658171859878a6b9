import { expect, it } from 'vitest';
import { forgetCall, recallCall, rememberCall, type TabStorage } from './resume.ts';

function storage(initial: Record<string, string> = {}): TabStorage {
  const map = new Map(Object.entries(initial));
  const tab = {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
  return () => tab;
}
const deny = () => {
  throw new DOMException('denied', 'SecurityError');
};
/** Browsers differ: some throw when it is named, some when it is used. */
const forbidden: Readonly<Record<string, TabStorage>> = {
  named: deny,
  used: () => ({ getItem: deny, setItem: deny, removeItem: deny }),
};

it('recalls the call of this tab until it is forgotten', () => {
  const tab = storage();
  rememberCall(tab, 'abc', { microphone: true, camera: false, audioDeviceId: 'mic' });
  expect(recallCall(tab, 'abc')).toEqual({ microphone: true, camera: false, audioDeviceId: 'mic', videoDeviceId: undefined });
  expect(recallCall(tab, 'other')).toBeNull();
  forgetCall(tab, 'abc');
  expect(recallCall(tab, 'abc')).toBeNull();
});

it.each(['', 'null', '{', '[]', '{"microphone":1,"camera":true}', '"x"'])('makes nothing of %j', (text) => {
  expect(recallCall(storage({ 'sabha-call:abc': text }), 'abc')).toBeNull();
});

it.each(Object.entries(forbidden))('stands a storage that the browser forbids to be %s', (_how, tab) => {
  rememberCall(tab, 'abc', { microphone: true, camera: true });
  forgetCall(tab, 'abc');
  expect(recallCall(tab, 'abc')).toBeNull();
});
