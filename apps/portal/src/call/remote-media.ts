/** Other people's sound and picture on their way to the page. */
import { RoomEvent, Track, type RemoteTrack, type Room, type TrackPublication } from 'livekit-client';

/** How long a picture that nobody looks at may flow: a tile that is about to be drawn needs it. */
const UNSEEN_MS = 1_000;

/** Plays everybody's sound, whether or not their tile is on the page. `place` is where the elements go. */
export function playSound(room: Room, place: HTMLElement): () => void {
  const play = (track: RemoteTrack) => {
    if (track.kind !== Track.Kind.Audio) return;
    const element = track.attach();
    element.hidden = true;
    place.append(element);
  };
  const end = (track: RemoteTrack) => {
    if (track.kind === Track.Kind.Audio) for (const element of track.detach()) element.remove();
  };
  room.on(RoomEvent.TrackSubscribed, play).on(RoomEvent.TrackUnsubscribed, end);
  return () => {
    room.off(RoomEvent.TrackSubscribed, play).off(RoomEvent.TrackUnsubscribed, end);
    for (const participant of room.remoteParticipants.values()) {
      for (const { track } of participant.audioTrackPublications.values()) if (track !== undefined) end(track);
    }
  };
}

/** livekit-client pauses a picture that has left the page; one that was never on it would flow all the time. */
export function pauseUnseen(room: Room): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const watch = (track: RemoteTrack) => {
    if (track.kind !== Track.Kind.Video) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (track.attachedElements.length === 0) letPause(track);
    }, UNSEEN_MS);
    timers.add(timer);
  };
  room.on(RoomEvent.TrackSubscribed, watch);
  return () => {
    room.off(RoomEvent.TrackSubscribed, watch);
    for (const timer of timers) clearTimeout(timer);
  };
}

/**
 * To livekit-client a track counts as seen until an element of it was not. Its `setEnabled` is no way out: once called, it
 * overrules what is seen for good.
 */
function letPause(track: RemoteTrack): void {
  const unseen = document.createElement('video');
  track.attach(unseen);
  track.detach(unseen);
}

/** Shows a picture in `element` until the returned function is called. */
export function showPicture({ track }: TrackPublication, element: HTMLVideoElement): () => void {
  track?.attach(element);
  return () => track?.detach(element);
}
