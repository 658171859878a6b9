/**
 * What this person sends. It holds the tracks itself, so that mute and camera outlive a connection: after a rejoin the
 * same tracks are published again, as they were.
 */
import { ConnectionState, RoomEvent, Track, TrackEvent, type LocalTrack, type Room, type TrackPublication } from 'livekit-client';
import { captureScreen, openCamera, openMicrophone, type CaptureTrack } from './capture.ts';
import { noticeFor, type MediaNotice, type OwnSource } from './media-notice.ts';
import type { Resumable } from './resume.ts';
import type { DeviceChoices } from './room-options.ts';
import { createStore, type Store } from './store.ts';

export type SendState = 'off' | 'starting' | 'on';
/** At most one notice for each source: the last. */
export type LocalMediaState = Readonly<Record<OwnSource, SendState> & { notices: readonly MediaNotice[] }>;
type Captured = Exclude<OwnSource, 'screen'>;

export type LocalMedia = Readonly<{
  state: Store<LocalMediaState>;
  /** Opens what the person chose before the call, while the connection is still being made. */
  prepare(): void;
  /** Publishes what the person wants to send, once `mayGo` is settled; a `release` before that is the last word. */
  publish(mayGo: Promise<unknown>): Promise<void>;
  toggle(source: OwnSource): Promise<void>;
  /** Takes effect at the next `prepare`: what somebody brings along who is called on the stage. */
  choose(choices: Readonly<{ microphone: boolean; camera: boolean }>): void;
  /** What is on, and on which devices: for a page that is loaded again. */
  choices(): Resumable;
  dismissNotice(source: OwnSource): void;
  /** Stops every device; what was on comes back with the next `prepare`. */
  release(): void;
}>;

const sources = ['microphone', 'camera'] as const;
const captured: Readonly<Partial<Record<Track.Source, Captured>>> = {
  [Track.Source.Microphone]: 'microphone',
  [Track.Source.Camera]: 'camera',
};

type CaptureScreen = () => Promise<readonly LocalTrack[]>;

export function createLocalMedia(room: Room, devices: DeviceChoices, capture: CaptureScreen = captureScreen): LocalMedia {
  return new HeldMedia(room, devices, capture);
}

class HeldMedia implements LocalMedia {
  readonly state: Store<LocalMediaState> = createStore<LocalMediaState>({
    microphone: 'off',
    camera: 'off',
    screen: 'off',
    notices: [],
  });
  readonly #room: Room;
  readonly #capture: CaptureScreen;
  readonly #wants: Record<Captured, boolean>;
  readonly #held: Record<Captured, CaptureTrack | undefined> = { microphone: undefined, camera: undefined };
  #screen: readonly LocalTrack[] = [];
  /** The count of releases at which the browser was asked for a screen that it has not handed over yet. */
  #choosingSince: number | undefined;
  /** One change of a source after the other; the last wish wins. */
  readonly #queue: Record<Captured, Promise<void>> = { microphone: Promise.resolve(), camera: Promise.resolve() };
  /** Tracks of the preview until they are needed: to wrap one costs an audio context, which the first picture would wait for. */
  readonly #given: Record<Captured, MediaStreamTrack | undefined>;
  /** Counts releases: what was begun before one must not open a device after it. */
  #releases = 0;
  readonly #vanished = new Set<Captured>();
  /** Sources that we are changing ourselves just now: a mute that is seen on them is not the host's. */
  readonly #own = new Set<Captured>();

  constructor(room: Room, devices: DeviceChoices, capture: CaptureScreen) {
    this.#room = room;
    this.#capture = capture;
    this.#wants = { microphone: devices.microphone, camera: devices.camera };
    this.#given = { microphone: devices.audioTrack, camera: devices.videoTrack };
    for (const source of sources) if (!devices[source]) this.#dropGiven(source);
    this.#show();
    room.on(RoomEvent.TrackMuted, this.#onMuted).on(RoomEvent.TrackUnmuted, this.#show);
    room.on(RoomEvent.LocalTrackPublished, this.#show).on(RoomEvent.LocalTrackUnpublished, this.#show);
  }

  prepare(): void {
    for (const source of sources) if (this.#wants[source] && this.#given[source] === undefined) void this.#apply(source);
  }

  async publish(mayGo: Promise<unknown>): Promise<void> {
    const releases = this.#releases;
    await mayGo;
    if (releases !== this.#releases) return;
    await Promise.all([this.#apply('microphone'), this.#apply('camera'), this.#publishScreen()]);
  }

  choose(choices: Readonly<{ microphone: boolean; camera: boolean }>): void {
    Object.assign(this.#wants, choices);
  }

  choices(): Resumable {
    // "default" is livekit-client's word for one that nobody has chosen yet, and no device's id everywhere.
    const id = (kind: MediaDeviceKind) => {
      const active = this.#room.getActiveDevice(kind);
      return active === 'default' ? undefined : active;
    };
    return { ...this.#wants, audioDeviceId: id('audioinput'), videoDeviceId: id('videoinput') };
  }

  async toggle(source: OwnSource): Promise<void> {
    if (source === 'screen') return this.#toggleScreen();
    this.#wants[source] = !this.#wants[source];
    this.dismissNotice(source);
    await this.#apply(source);
  }

  readonly dismissNotice = (source: OwnSource): void => {
    this.#patch({ notices: this.state.get().notices.filter((notice) => notice.source !== source) });
  };

  #tell(notice: MediaNotice | null): void {
    if (notice === null) return;
    this.dismissNotice(notice.source);
    this.#patch({ notices: [...this.state.get().notices, notice] });
  }

  release(): void {
    this.#releases += 1;
    for (const source of sources) {
      this.#dropGiven(source);
      this.#held[source]?.stop();
      this.#held[source] = undefined;
    }
    this.#stopScreen();
    this.#show();
  }

  #apply(source: Captured): Promise<void> {
    const releases = this.#releases;
    const follow = async () => (releases === this.#releases ? this.#follow(source) : undefined);
    return (this.#queue[source] = this.#queue[source].then(follow));
  }

  /** Brings the device and the publication to where the person wants them. Never rejects: what fails becomes a notice. */
  async #follow(source: Captured): Promise<void> {
    this.#own.add(source);
    try {
      if (this.#wants[source]) await this.#switchOn(source);
      else await this.#switchOff(source);
      await this.#send(this.#held[source]);
    } catch (error) {
      this.#wants[source] = false;
      this.#tell(noticeFor(source, error));
    }
    this.#own.delete(source);
    this.#show();
  }

  async #switchOn(source: Captured): Promise<void> {
    const track = this.#held[source];
    if (track?.isMuted === true) {
      await track.unmute();
    } else if (track?.mediaStreamTrack.readyState !== 'live') {
      track?.stop();
      await this.#open(source);
    }
  }

  async #switchOff(source: Captured): Promise<void> {
    this.#dropGiven(source);
    await this.#held[source]?.mute();
  }

  async #open(source: Captured): Promise<void> {
    const releases = this.#releases;
    const given = this.#given[source];
    this.#given[source] = undefined;
    this.#patch({ [source]: given === undefined ? 'starting' : 'on' });
    const track = await (source === 'microphone' ? openMicrophone(this.#room, given) : openCamera(this.#room, given));
    if (releases === this.#releases) this.#hold(source, track);
    else track.stop();
  }

  #dropGiven(source: Captured): void {
    this.#given[source]?.stop();
    this.#given[source] = undefined;
  }

  #hold(source: Captured, track: CaptureTrack): void {
    this.#held[source] = track;
    track.on(TrackEvent.Ended, () => this.#vanished.add(source));
    track.on(TrackEvent.Restarted, () => {
      if (this.#vanished.delete(source)) this.#tell({ source, kind: 'switched' });
    });
  }

  /** Does nothing while there is no connection or no right to speak: the next `publish` makes up for it. */
  async #send(track: LocalTrack | CaptureTrack | undefined): Promise<void> {
    const { localParticipant, state } = this.#room;
    if (track === undefined || localParticipant.permissions?.canPublish !== true) return;
    if (state === ConnectionState.Disconnected || state === ConnectionState.Connecting) return;
    const isOut = [...localParticipant.trackPublications.values()].some((publication) => publication.track === track);
    if (isOut) return;
    try {
      await localParticipant.publishTrack(track as LocalTrack, { source: track.source });
    } catch (error) {
      // A connection that broke under the publication is made anew, and everything held is published then.
      if (this.#room.state === ConnectionState.Connected) throw error;
    }
  }

  async #toggleScreen(): Promise<void> {
    if (this.#screen.length > 0) {
      this.#stopScreen();
      return;
    }
    if (this.#isChoosing()) return;
    const releases = this.#releases;
    const isCurrent = () => releases === this.#releases;
    this.#choosingSince = releases;
    this.#show();
    try {
      const tracks = await this.#capture();
      if (isCurrent()) await this.#shareScreen(tracks);
      else for (const track of tracks) track.stop(); // chosen after the call was over
    } catch (error) {
      if (isCurrent()) this.#screenFailed(error);
    }
  }

  async #shareScreen(tracks: readonly LocalTrack[]): Promise<void> {
    this.#choosingSince = undefined;
    this.#screen = tracks;
    // The browser's own "stop sharing" ends the picture; the sound of the tab must go with it.
    tracks[0]?.once(TrackEvent.Ended, () => this.#stopScreen());
    await this.#publishScreen();
    this.#show();
  }

  #screenFailed(error: unknown): void {
    this.#choosingSince = undefined;
    this.#stopScreen();
    this.#tell(noticeFor('screen', error));
  }

  /** A release puts an end to it, although the browser may still be showing its list. */
  #isChoosing(): boolean {
    return this.#choosingSince === this.#releases;
  }

  async #publishScreen(): Promise<void> {
    for (const track of this.#screen) await this.#send(track);
  }

  #stopScreen(): void {
    for (const track of this.#screen) {
      void this.#room.localParticipant.unpublishTrack(track, true);
      track.stop();
    }
    this.#screen = [];
    this.#show();
  }

  readonly #onMuted = (publication: TrackPublication): void => {
    const source = captured[publication.source];
    if (
      source !== undefined &&
      this.#held[source] !== undefined &&
      publication.track === this.#held[source] &&
      this.#wants[source] &&
      !this.#own.has(source)
    ) {
      this.#wants[source] = false;
      this.#tell({ source, kind: this.#vanished.delete(source) ? 'unplugged' : 'muted_by_host' });
    }
    this.#show();
  };

  readonly #show = (): void => {
    const isOn = (source: Captured) => this.#held[source]?.isMuted === false || this.#given[source] !== undefined;
    this.#patch({
      microphone: isOn('microphone') ? 'on' : 'off',
      camera: isOn('camera') ? 'on' : 'off',
      screen: this.#screen.length > 0 ? 'on' : this.#isChoosing() ? 'starting' : 'off',
    });
  };

  #patch(change: Partial<LocalMediaState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}
