/** What a reload needs to be back at once: that this tab was in the call, and with which devices. Kept for the tab only. */
import type { DeviceChoices } from './room-options.ts';

export type Resumable = Pick<DeviceChoices, 'microphone' | 'camera' | 'audioDeviceId' | 'videoDeviceId'>;
/** The part of Storage that is used. To name sessionStorage throws where the browser forbids it, so it is only named inside. */
export type TabStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (joinCode: string) => `sabha-call:${joinCode}`;

export function rememberCall(storage: TabStorage, joinCode: string, choices: Resumable): void {
  const { microphone, camera, audioDeviceId, videoDeviceId } = choices;
  try {
    storage().setItem(keyOf(joinCode), JSON.stringify({ microphone, camera, audioDeviceId, videoDeviceId }));
  } catch {
    // A full or forbidden storage costs the quick return, nothing else.
  }
}

export function forgetCall(storage: TabStorage, joinCode: string): void {
  try {
    storage().removeItem(keyOf(joinCode));
  } catch {
    // As above.
  }
}

/** Null when this tab was not in the call, or left it. */
export function recallCall(storage: TabStorage, joinCode: string): Resumable | null {
  try {
    return parse(JSON.parse(storage().getItem(keyOf(joinCode)) ?? 'null'));
  } catch {
    return null;
  }
}

function parse(value: unknown): Resumable | null {
  if (typeof value !== 'object' || value === null) return null;
  const { microphone, camera, audioDeviceId, videoDeviceId } = value as Record<string, unknown>;
  if (typeof microphone !== 'boolean' || typeof camera !== 'boolean') return null;
  const id = (deviceId: unknown) => (typeof deviceId === 'string' ? deviceId : undefined);
  return { microphone, camera, audioDeviceId: id(audioDeviceId), videoDeviceId: id(videoDeviceId) };
}
