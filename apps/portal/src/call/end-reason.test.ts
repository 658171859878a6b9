import { DisconnectReason, MediaDeviceFailure } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '@sabha/domain/errors';
import { endFromDisconnect, endFromDoor, meaningOfRefusal } from './end-reason.ts';
import { noticeFor } from './media-notice.ts';
import { door } from './testing/door.ts';

describe('endFromDisconnect', () => {
  const all = Object.values(DisconnectReason).filter((value) => typeof value === 'number');
  it.each(all)("takes the media server's word alone only for a second tab: %i", (reason) => {
    expect(endFromDisconnect(reason)).toBe(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'elsewhere' : null);
  });
});

it.each(errorCodes)('knows what %s means for a call', (code) => {
  expect(meaningOfRefusal(code)).toBeDefined();
});

it('lets who is admitted to a live meeting stay', () => {
  expect(endFromDoor(door({}))).toBeNull();
  expect(endFromDoor(door({ status: 'waiting' }))).toBeNull();
});

describe('noticeFor', () => {
  const error = (name: string) => Object.assign(new Error(name), { name });
  it.each([
    ['microphone', 'NotAllowedError', { source: 'microphone', kind: 'denied' }],
    ['camera', 'NotFoundError', { source: 'camera', kind: 'missing' }],
    ['camera', 'NotReadableError', { source: 'camera', kind: 'busy' }],
    ['camera', 'OverconstrainedError', { source: 'camera', kind: 'failed' }],
    ['screen', 'NotAllowedError', null],
    ['screen', 'NotReadableError', { source: 'screen', kind: 'busy' }],
  ] as const)('%s, %s', (source, name, notice) => {
    expect(noticeFor(source, error(name))).toEqual(notice);
  });
  it('stands what is no error', () => {
    expect(noticeFor('camera', undefined)).toEqual({ source: 'camera', kind: 'failed' });
    expect(MediaDeviceFailure.getFailure(undefined)).toBeUndefined();
  });
});
