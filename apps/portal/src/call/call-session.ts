/** One call of one person, from the click on "join" to the last word: the room, its course, what they send, the chat. */
import { Room, setLogLevel } from 'livekit-client';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import type { CallActions } from './call-actions.ts';
import { createCourse, type CallCourse } from './call-course.ts';
import { createChat, type Chat } from './chat.ts';
import { roomConnection } from './connection.ts';
import { createLocalMedia, type LocalMedia } from './local-media.ts';
import { pauseUnseen, playSound } from './remote-media.ts';
import { forgetCall, rememberCall } from './resume.ts';
import { mediaSessionOf } from './route/media-session.ts';
import { followRoute, type FollowedRoute } from './route/followed-route.ts';
import { keepScreenOn } from './wake-lock.ts';
import { roomOptions, type DeviceChoices } from './room-options.ts';

export type CallSession = Readonly<{
  room: Room;
  course: CallCourse;
  media: LocalMedia;
  chat: Chat;
  /** Where sound and picture go, as far as the portal has confirmed it. */
  route: FollowedRoute['state'];
  /** Says that a remote picture is on the page: publishing may take its share of the network now. */
  pictureShown(): void;
  /** Takes part again after an end, with the devices as they were. */
  comeBack(): void;
  /** Returns what undoes it. */
  start(): () => void;
}>;

export type SessionParts = Readonly<{
  joinCode: string;
  actions: CallActions;
  devices: DeviceChoices;
  door: DoorView;
  isSmallScreen: boolean;
}>;

/** The longest that publishing waits for the first remote picture. */
const PICTURE_WAIT_MS = 700;

export function createSession({ joinCode, actions, devices, door, isSmallScreen }: SessionParts): CallSession {
  setLogLevel('warn');
  const random = Math.random;
  const room = new Room(roomOptions({ devices, isSmallScreen, random }));
  const media = createLocalMedia(room, devices);
  let pictureShown: () => void = () => undefined;
  const firstPicture = new Promise<void>((resolve) => (pictureShown = resolve));
  const route = followRoute({ actions, session: () => mediaSessionOf(room), onOutside: () => course.wentOutside() });
  const course = createCourse({
    actions,
    connection: roomConnection(room, route),
    door,
    random,
    onConnected: (pass) => (pass.mayPublish ? void media.publish(mayPublishNow(room, firstPicture)) : media.release()),
    onClosed: () => media.release(),
  });
  return {
    room,
    course,
    media,
    chat: createChat(room, Date.now),
    route: route.state,
    pictureShown,
    comeBack() {
      if (course.state.get().pass?.mayPublish === true) media.prepare();
      course.comeBack();
    },
    start() {
      const openFence = route.start();
      const undo = [
        playSound(room, document.body),
        pauseUnseen(room),
        course.state.subscribe(() => followTab(course, joinCode, media)),
        media.state.subscribe(() => followTab(course, joinCode, media)),
        retryWhenOnline(course),
        keepScreenOn(course.state),
      ];
      if (door.role !== 'audience' || door.stage === 'on_stage') media.prepare();
      course.start();
      return () => {
        for (const step of undo) step();
        course.stop();
        openFence(); // last: nothing may be opened without it
      };
    },
  };
}

/** Our own negotiation and encoder compete with the first remote frame for processor and network, so they start after it. */
function mayPublishNow(room: Room, firstPicture: Promise<void>): Promise<unknown> {
  const isAnyonesPictureDue = [...room.remoteParticipants.values()].some((person) => person.videoTrackPublications.size > 0);
  if (!isAnyonesPictureDue) return Promise.resolve();
  return Promise.race([firstPicture, new Promise((resolve) => setTimeout(resolve, PICTURE_WAIT_MS))]);
}

/** A reload while the call is live comes back at once; after its end it does not. */
function followTab(course: CallCourse, joinCode: string, media: LocalMedia): void {
  const { phase } = course.state.get();
  if (phase.kind === 'ended') return forgetCall(() => sessionStorage, joinCode);
  if (phase.kind !== 'live') return;
  rememberCall(() => sessionStorage, joinCode, media.choices());
}

function retryWhenOnline(course: CallCourse): () => void {
  const retry = () => course.retryNow();
  window.addEventListener('online', retry);
  return () => window.removeEventListener('online', retry);
}
