/** How a device becomes a track. */
import {
  createLocalAudioTrack,
  createLocalScreenTracks,
  createLocalVideoTrack,
  LocalAudioTrack,
  LocalVideoTrack,
  ScreenSharePresets,
  Track,
  type LocalTrack,
  type Room,
} from 'livekit-client';

export type CaptureTrack = LocalAudioTrack | LocalVideoTrack;

/**
 * The microphone: the preview's track while it lives, else a new one. Not as a track of the user's, for livekit-client leaves
 * those alone: it would neither mend them nor put out the camera's light. Rejects as getUserMedia does.
 */
export async function openMicrophone(room: Room, given: MediaStreamTrack | undefined): Promise<LocalAudioTrack> {
  if (given?.readyState !== 'live') return createLocalAudioTrack(room.options.audioCaptureDefaults);
  const track = new LocalAudioTrack(given, given.getConstraints(), false);
  track.source = Track.Source.Microphone;
  return track;
}

/** As `openMicrophone`. */
export async function openCamera(room: Room, given: MediaStreamTrack | undefined): Promise<LocalVideoTrack> {
  if (given?.readyState !== 'live') return createLocalVideoTrack(room.options.videoCaptureDefaults);
  const track = new LocalVideoTrack(given, given.getConstraints(), false);
  track.source = Track.Source.Camera;
  return track;
}

/** Phones cannot, and no browser can on a page that came without TLS. */
export function canShareScreen(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** A picture, and the sound of a tab where the browser can; text stays readable because detail is kept before motion. */
export async function captureScreen(): Promise<readonly LocalTrack[]> {
  return createLocalScreenTracks({ audio: true, resolution: ScreenSharePresets.h1080fps15.resolution, contentHint: 'detail' });
}
