import { expect, it } from 'vitest';
import { forgetCall, recallCall, rememberCall, type TabStorage } from './resume.ts';

function storage(initial: Record<string, string> = {}): TabStorage {
  const map = new Map(Object.entries(initial));
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
}
const forbidden: TabStorage = {
  getItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
  removeItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
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

it('stands a storage that the browser forbids', () => {
  rememberCall(forbidden, 'abc', { microphone: true, camera: true });
  forgetCall(forbidden, 'abc');
  expect(recallCall(forbidden, 'abc')).toBeNull();
});
