import { AudioPresets, VideoPresets, type RoomOptions, type VideoPreset } from 'livekit-client';
import { mendPolicy } from './retry-delay.ts';

export type DeviceChoices = Readonly<{
  microphone: boolean;
  camera: boolean;
  audioDeviceId?: string | undefined;
  videoDeviceId?: string | undefined;
  /** What the preview already holds: published as it is, so that nobody is asked twice. The call owns and stops it from here on. */
  audioTrack?: MediaStreamTrack | undefined;
  videoTrack?: MediaStreamTrack | undefined;
}>;

/** Longest text of a chat message, in UTF-16 units; a stream that brings more is refused before it is read to its end. */
export const MAX_CHAT_LENGTH = 2_000;

/** A small screen hints at a small processor and a small battery: it sends 540p instead of 720p. */
export function captureSize(isSmallScreen: boolean): VideoPreset {
  return isSmallScreen ? VideoPresets.h540 : VideoPresets.h720;
}

export type RoomChoices = Readonly<{ devices: DeviceChoices; isSmallScreen: boolean; random: () => number }>;

export function roomOptions({ devices, isSmallScreen, random }: RoomChoices): RoomOptions {
  return {
    adaptiveStream: true,
    dynacast: true,
    // A rejoin publishes the same tracks again: in Firefox a stopped one would ask for permission anew.
    stopLocalTrackOnUnpublish: false,
    reconnectPolicy: mendPolicy(random),
    // Speech in mono at 24 kbit/s with redundancy is what a weak network carries best.
    publishDefaults: { audioPreset: AudioPresets.speech, dtx: true, red: true, simulcast: true },
    // As plain text: livekit-client then asks for exactly this device, and for any other only when it is gone. As an ideal
    // it would count no more than the size of the picture, and the better of two cameras would overrule the chosen one.
    audioCaptureDefaults: devices.audioDeviceId === undefined ? {} : { deviceId: devices.audioDeviceId },
    videoCaptureDefaults: {
      resolution: captureSize(isSmallScreen).resolution,
      ...(devices.videoDeviceId === undefined ? {} : { deviceId: devices.videoDeviceId }),
    },
    // Four bytes is the most that UTF-8 makes of a character.
    dataStream: { maxPayloadByteLength: MAX_CHAT_LENGTH * 4 },
  };
}
