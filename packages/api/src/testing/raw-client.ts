/** A hostile client: LiveKit's signalling without its SDK, so that nothing but the server keeps it from anything. */
import { LeaveRequest, RequestResponse_Reason, SignalRequest, SignalResponse, TrackSource, TrackType } from '@livekit/protocol';
import type { CallPass } from '@sabha/domain/meeting/room-contract';

type Pass = Pick<CallPass, 'url' | 'token'>;
type Answer = NonNullable<SignalResponse['message']>;

export type RawClient = Readonly<{
  /** Who else is there, as the server told at the join. */
  others: readonly string[];
  /** What the server says to a track of that source. */
  publish(source: keyof typeof TrackSource): Promise<'published' | 'not_allowed'>;
  /** What the server says to a name and metadata of one's own choice. */
  rename(name: string): Promise<string>;
  closed: Promise<void>;
  close(): void;
}>;

/** Opens the signalling connection only: it never becomes active, and the media server reports no arrival. */
export async function lurk({ url, token }: Pass): Promise<RawClient> {
  const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=15&auto_subscribe=0&sdk=js&version=2.0.0`);
  socket.binaryType = 'arraybuffer';
  const waiting = new Set<(answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { message } = SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer));
    for (const look of waiting) look(message);
  });
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  const answer = <T>(pick: (answer: Answer) => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (message: Answer) => {
        const picked = pick(message);
        if (picked === undefined) return;
        waiting.delete(look);
        resolve(picked);
      };
      waiting.add(look);
    });
  const refused = closed.then(() => Promise.reject(new Error('turned away at the door')));
  refused.catch(() => undefined);
  const join = await Promise.race([answer((message) => (message.case === 'join' ? message.value : undefined)), refused]);
  const send = (request: ConstructorParameters<typeof SignalRequest>[0]) => socket.send(new SignalRequest(request).toBinary());
  let requests = 0;

  return {
    others: join.otherParticipants.map((participant) => participant.identity),
    publish(source) {
      const cid = `track-${++requests}`;
      const outcome = answer((message) => {
        if (message.case === 'trackPublished' && message.value.cid === cid) return 'published' as const;
        return isRefusal(message) ? ('not_allowed' as const) : undefined;
      });
      const type = source === 'MICROPHONE' ? TrackType.AUDIO : TrackType.VIDEO;
      send({ message: { case: 'addTrack', value: { cid, name: cid, type, source: TrackSource[source] } } });
      return outcome;
    },
    rename(name) {
      const requestId = ++requests;
      const outcome = answer((message) =>
        message.case === 'requestResponse' && message.value.requestId === requestId ? message.value.reason : undefined,
      );
      const value = { requestId, name, metadata: '{"role":"host","kind":"member"}', attributes: {} };
      send({ message: { case: 'updateMetadata', value: value } });
      return outcome.then((reason) => RequestResponse_Reason[reason]);
    },
    closed,
    close() {
      send({ message: { case: 'leave', value: new LeaveRequest() } });
      socket.close();
    },
  };
}

const isRefusal = (message: Answer): boolean =>
  message.case === 'requestResponse' && message.value.reason === RequestResponse_Reason.NOT_ALLOWED;
