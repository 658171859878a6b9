/**
 * The floor that the portal is compared with: the least a page can be that joins a call. A name field that works when
 * livekit-client has been loaded, and a button that connects. Bundled and minified by bundle.ts.
 */
import { createLocalTracks, type LocalTrack, Room, RoomEvent, Track, VideoPreset } from 'livekit-client';

/** What the harness writes into the address after the `#`; without it the page only becomes usable. */
const given = new URLSearchParams(location.hash.slice(1));
const mode = given.get('publish') ?? 'nothing';
const room = new Room();
const held: Promise<LocalTrack[]> | undefined = mode === 'held' ? createLocalTracks({ audio: true, video: true }) : undefined;

room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === Track.Kind.Video) document.body.append(track.attach());
});

async function join(): Promise<void> {
  await room.connect(given.get('url') ?? '', given.get('token') ?? '');
  if (mode === 'captured') await room.localParticipant.enableCameraAndMicrophone();
  if (mode === 'held') for (const track of (await held) ?? []) void room.localParticipant.publishTrack(track);
  if (mode === 'source') await publishSource();
}

/** The other participant of the measurement: one 360p VP8 stream, and sound. */
async function publishSource(): Promise<void> {
  const small = new VideoPreset(640, 360, 450_000, 20);
  await room.localParticipant.setMicrophoneEnabled(true);
  await room.localParticipant.setCameraEnabled(
    true,
    { resolution: small.resolution },
    { videoCodec: 'vp8', simulcast: false, videoEncoding: small.encoding },
  );
}

const form = document.querySelector('form');
const field = document.querySelector('input');
const button = document.querySelector('button');
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  document.title = 'joining';
  void join().then(() => (document.title = 'joined'));
});
if (field !== null) field.disabled = false;
if (button !== null) button.disabled = mode === 'held';
void held?.then(() => button !== null && (button.disabled = false));
