/** A client with real media: it sends a tone and counts what it hears. Whatever it may do is the server's to say. */
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  DisconnectReason,
  LocalAudioTrack,
  LocalVideoTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoSource,
} from '@livekit/rtc-node';
import type { CallPass } from '@sabha/domain/meeting/room-contract';

const RATE = 48_000;
const FRAME = RATE / 100;

export type MediaClient = Readonly<{
  room: Room;
  /** The server's reason, in lower case, once the connection has ended. */
  ended: Promise<string>;
  /** Sounds until the track ends. */
  speak(): Promise<Readonly<{ sid: string; isMuted(): boolean }>>;
  shareScreen(): Promise<Readonly<{ stop(): Promise<void> }>>;
  /** Identities of those whose sound has reached this client as more than silence. */
  heard: ReadonlySet<string>;
  /** Tracks of others that exist for this client now. */
  tracks(): readonly string[];
  leave(): Promise<void>;
}>;

export async function joinCall({ url, token }: Pick<CallPass, 'url' | 'token'>): Promise<MediaClient> {
  const room = new Room();
  const heard = new Set<string>();
  const ended = new Promise<string>((resolve) =>
    room.once(RoomEvent.Disconnected, (reason) => resolve(DisconnectReason[reason].toLowerCase())),
  );
  room.on(RoomEvent.TrackSubscribed, (track, _publication, { identity }) => void listen(track, () => heard.add(identity)));
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  let isOver = false;
  void ended.then(() => (isOver = true));
  const self = () => {
    if (!room.localParticipant) throw new Error('not connected');
    return room.localParticipant;
  };

  return {
    room,
    ended,
    heard,
    async speak() {
      const source = new AudioSource(RATE, 1);
      const track = LocalAudioTrack.createAudioTrack('tone', source);
      const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
      const publication = await self().publishTrack(track, options);
      void sound(source, () => isOver);
      return { sid: publication.sid ?? '', isMuted: () => publication.muted === true };
    },
    async shareScreen() {
      const track = LocalVideoTrack.createVideoTrack('screen', new VideoSource(640, 360));
      const options = new TrackPublishOptions({ source: TrackSource.SOURCE_SCREENSHARE });
      const publication = await self().publishTrack(track, options);
      return { stop: () => self().unpublishTrack(publication.sid ?? '') };
    },
    tracks: () =>
      [...room.remoteParticipants.values()].flatMap((one) => [...one.trackPublications.values()].map((track) => track.sid ?? '')),
    leave: () => room.disconnect(),
  };
}

/** A tone, frame by frame; the source holds the caller back to real time. */
async function sound(source: AudioSource, isOver: () => boolean): Promise<void> {
  try {
    for (let at = 0; !isOver(); at += FRAME) {
      const samples = Int16Array.from({ length: FRAME }, (_, i) => 8000 * Math.sin((2 * Math.PI * 440 * (at + i)) / RATE));
      await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
    }
  } catch {
    // the track ended under our hands: there is nobody left to sound for
  }
}

async function listen(track: RemoteTrack, onSound: () => void): Promise<void> {
  if (track.kind !== TrackKind.KIND_AUDIO) return;
  for await (const frame of new AudioStream(track, RATE, 1)) if (frame.data.some((sample) => Math.abs(sample) > 500)) onSound();
}
