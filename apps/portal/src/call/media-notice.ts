/** What a person is told about their own devices. */
import { MediaDeviceFailure } from 'livekit-client';

export type OwnSource = 'microphone' | 'camera' | 'screen';

export const noticeKinds = [
  'denied', // the browser or the system said no
  'missing', // there is no such device
  'busy', // another program holds it
  'failed', // for a reason the browser keeps to itself
  'unplugged', // it went away and nothing could take its place
  'switched', // it went away and another one took its place
  'muted_by_host',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export type MediaNotice = Readonly<{ source: OwnSource; kind: NoticeKind }>;

const kinds: Readonly<Record<MediaDeviceFailure, NoticeKind>> = {
  [MediaDeviceFailure.PermissionDenied]: 'denied',
  [MediaDeviceFailure.NotFound]: 'missing',
  [MediaDeviceFailure.DeviceInUse]: 'busy',
  [MediaDeviceFailure.Other]: 'failed',
};

/** Null when there is nothing to tell: whoever closes the browser's own picker for a screen knows that they did. */
export function noticeFor(source: OwnSource, error: unknown): MediaNotice | null {
  const failure = error instanceof Error ? MediaDeviceFailure.getFailure(error) : undefined;
  const kind = failure === undefined ? 'failed' : kinds[failure];
  return source === 'screen' && kind === 'denied' ? null : { source, kind };
}
