/** Camera and microphone before the call: what is on, what is wrong, what else there is. Holds tracks until they are handed over. */
import type { DeviceChoices } from '../../../call/room-options.ts';
import { createStore, type Store } from '../../../call/store.ts';
import { mediaProblemOf, type MediaProblem } from './media-problem.ts';

export const sources = ['camera', 'microphone'] as const;
export type Source = (typeof sources)[number];
export type SourceState = Readonly<
  { kind: 'off' } | { kind: 'asking' } | { kind: 'on'; track: MediaStreamTrack } | { kind: 'problem'; problem: MediaProblem }
>;
export type PreviewState = Readonly<{
  camera: SourceState;
  microphone: SourceState;
  /** Named only after the person has allowed one of them; browsers keep the names back until then. */
  cameras: readonly MediaDeviceInfo[];
  microphones: readonly MediaDeviceInfo[];
}>;

/** The part of `navigator.mediaDevices` that is used; undefined where the page did not come over HTTPS. */
export type Capture = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>;

const off: SourceState = { kind: 'off' };

export class PreviewDevices {
  readonly state: Store<PreviewState> = createStore<PreviewState>({ camera: off, microphone: off, cameras: [], microphones: [] });
  readonly #capture: Capture | undefined;
  readonly #chosen: Partial<Record<Source, string>> = {};
  /** Which asking of a source is the last: what an earlier one still brings is let go. */
  readonly #turns: Record<Source, number> = { camera: 0, microphone: 0 };
  #isOver = false;
  #isHandedOver = false;

  constructor(capture: Capture | undefined) {
    this.#capture = capture;
  }

  /** Asks for both at once, so that the browser asks one question; what is refused or missing leaves the other alone. */
  async start(wanted: Readonly<Record<Source, boolean>>): Promise<void> {
    this.#isOver = false;
    this.#capture?.addEventListener('devicechange', this.#changed);
    const asked = sources.filter((source) => wanted[source]);
    await (asked.length === 0 ? this.#list() : this.#ask(asked));
  }

  async turn(source: Source, on: boolean): Promise<void> {
    if (on) return this.#ask([source]);
    this.#turns[source] += 1;
    this.#release(source);
    this.#set(source, off);
  }

  async choose(source: Source, deviceId: string): Promise<void> {
    this.#chosen[source] = deviceId;
    await this.#ask([source]);
  }

  /** When no device is being opened any more, nor the person asked; at once, mostly. */
  settled(): Promise<void> {
    const isAsking = () => sources.some((source) => this.state.get()[source].kind === 'asking');
    return new Promise((resolve) => {
      if (!isAsking()) {
        resolve();
        return;
      }
      const unsubscribe = this.state.subscribe(() => {
        if (isAsking()) return;
        unsubscribe();
        resolve();
      });
    });
  }

  /** What the call starts with. The tracks belong to it from here on. */
  handOver(): DeviceChoices {
    const { camera, microphone } = this.state.get();
    this.#isHandedOver = true;
    this.#end();
    return {
      camera: camera.kind === 'on',
      microphone: microphone.kind === 'on',
      audioDeviceId: this.#chosen.microphone,
      videoDeviceId: this.#chosen.camera,
      audioTrack: microphone.kind === 'on' ? microphone.track : undefined,
      videoTrack: camera.kind === 'on' ? camera.track : undefined,
    };
  }

  stop(): void {
    this.#end();
    if (!this.#isHandedOver) for (const source of sources) this.#release(source);
  }

  #end(): void {
    this.#isOver = true;
    for (const source of sources) this.#turns[source] += 1;
    this.#capture?.removeEventListener('devicechange', this.#changed);
  }

  async #ask(asked: readonly Source[]): Promise<void> {
    if (this.#capture === undefined) {
      for (const source of asked) this.#set(source, { kind: 'problem', problem: 'insecure' });
      return;
    }
    for (const source of asked) {
      this.#turns[source] += 1;
      this.#release(source);
      this.#set(source, { kind: 'asking' });
    }
    const turns = { ...this.#turns };
    const isLast = (source: Source) => turns[source] === this.#turns[source];
    try {
      const stream = await this.#capture.getUserMedia(constraintsFor(asked, this.#chosen));
      const tracks = { camera: stream.getVideoTracks()[0], microphone: stream.getAudioTracks()[0] };
      for (const source of asked) {
        if (isLast(source)) this.#hold(source, tracks[source]);
        else tracks[source]?.stop();
      }
    } catch (error) {
      await this.#refused(asked, mediaProblemOf(error), isLast);
    }
    await this.#list();
  }

  /** One missing or busy device makes the whole question fail: each is asked for alone. After a refusal nobody is asked again. */
  async #refused(asked: readonly Source[], problem: MediaProblem, isLast: (source: Source) => boolean): Promise<void> {
    const isRefusal = problem === 'denied' || problem === 'denied_by_system';
    for (const source of asked) {
      if (!isLast(source)) continue;
      if (asked.length > 1 && !isRefusal) await this.#ask([source]);
      else this.#set(source, { kind: 'problem', problem });
    }
  }

  #hold(source: Source, track: MediaStreamTrack | undefined): void {
    if (this.#isOver) {
      track?.stop();
      return;
    }
    if (track === undefined) {
      this.#set(source, { kind: 'problem', problem: 'missing' });
      return;
    }
    // Unplugged, or allowed no longer.
    track.addEventListener('ended', () => {
      const state = this.state.get()[source];
      if (state.kind === 'on' && state.track === track) this.#set(source, { kind: 'problem', problem: 'missing' });
    });
    this.#set(source, { kind: 'on', track });
  }

  #release(source: Source): void {
    const state = this.state.get()[source];
    if (state.kind === 'on') state.track.stop();
  }

  #set(source: Source, state: SourceState): void {
    this.state.set({ ...this.state.get(), [source]: state });
  }

  readonly #changed = (): void => void this.#list();

  async #list(): Promise<void> {
    const devices = (await this.#capture?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind && device.deviceId !== '');
    this.state.set({ ...this.state.get(), cameras: of('videoinput'), microphones: of('audioinput') });
  }
}

function constraintsFor(asked: readonly Source[], chosen: Partial<Record<Source, string>>): MediaStreamConstraints {
  const device = (source: Source) => (chosen[source] === undefined ? {} : { deviceId: { exact: chosen[source] } });
  return {
    video: asked.includes('camera') && { ...device('camera'), width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: asked.includes('microphone') && {
      ...device('microphone'),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  };
}
