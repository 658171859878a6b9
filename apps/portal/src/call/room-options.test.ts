import { describe, expect, it } from 'vitest';
import { roomOptions } from './room-options.ts';

const options = (devices: Readonly<{ audioDeviceId?: string; videoDeviceId?: string }>) =>
  roomOptions({ devices: { microphone: true, camera: true, ...devices }, isSmallScreen: false, random: () => 0 });

describe('a chosen device', () => {
  it('is asked for as plain text, which livekit-client takes for exactly this one', () => {
    const { audioCaptureDefaults, videoCaptureDefaults } = options({
      audioDeviceId: 'headset',
      videoDeviceId: 'document camera',
    });
    expect(audioCaptureDefaults?.deviceId).toBe('headset');
    expect(videoCaptureDefaults?.deviceId).toBe('document camera');
  });

  it('is left to the browser when nobody has chosen', () => {
    const { audioCaptureDefaults, videoCaptureDefaults } = options({});
    expect(audioCaptureDefaults).not.toHaveProperty('deviceId');
    expect(videoCaptureDefaults).not.toHaveProperty('deviceId');
  });
});
