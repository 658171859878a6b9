import { type ParticipantInfo, TrackSource, type WebhookEvent, WebhookReceiver } from 'livekit-server-sdk';
import { type Session, sessionOf } from './rooms.ts';
import type { LivekitSettings } from './settings.ts';

type About = Readonly<{ id: string; at: Date; room: string }>;
export type LivekitEvent = About &
  (
    | Readonly<{ kind: 'room_finished' | 'other' }>
    | Readonly<{ kind: 'joined'; participant: Session }>
    | Readonly<{ kind: 'left'; participant: Session; leftAt: Date; reason: string }>
    | Readonly<{ kind: 'share_started' | 'share_stopped'; sid: string; identity: string; trackSid: string }>
  );

/**
 * LiveKit signs a token that carries the SHA-256 of the body. A participant's token is signed with the same key, but holds
 * no such hash. Null when signature, term or hash do not hold, or the body is no event. Whether it was seen before is the
 * caller's to know: within its term a repeated event verifies again.
 */
export function webhookReader({ apiKey, apiSecret }: Pick<LivekitSettings, 'apiKey' | 'apiSecret'>) {
  const receiver = new WebhookReceiver(apiKey, apiSecret);
  return async (body: string, authorization: string | undefined): Promise<LivekitEvent | null> => {
    try {
      return narrow(await receiver.receive(body, authorization));
    } catch {
      return null; // the receiver throws for nothing else
    }
  };
}

function narrow(event: WebhookEvent): LivekitEvent | null {
  if (event.id === '') return null; // without an id a repetition could not be told
  const about: About = { id: event.id, at: new Date(Number(event.createdAt) * 1000), room: event.room?.name ?? '' };
  const { participant, track } = event;
  switch (event.event) {
    case 'room_finished':
      return { ...about, kind: 'room_finished' };
    case 'participant_joined':
      return participant ? { ...about, kind: 'joined', participant: sessionOf(participant) } : null;
    case 'participant_left': // not participant_connection_aborted: that one was never there
      return participant ? { ...about, kind: 'left', ...departureOf(participant, about.at) } : null;
    case 'track_published':
    case 'track_unpublished':
      if (track?.source !== TrackSource.SCREEN_SHARE || !participant) return { ...about, kind: 'other' };
      return {
        ...about,
        kind: event.event === 'track_published' ? 'share_started' : 'share_stopped',
        sid: participant.sid,
        identity: participant.identity,
        trackSid: track.sid,
      };
    default:
      return { ...about, kind: 'other' };
  }
}

/**
 * Of a browser that crashed LiveKit hears nothing more, and says so 20 s after the last packet: 10 s until the connection
 * counts as disconnected, 5 s until as failed, 5 s in case it comes back (iceDisconnectedTimeout, iceFailedTimeout and
 * disconnectCleanupDuration in its source; measured 20.0 to 20.9 s after kill -9). The person left when they fell silent.
 */
const SILENCE_MS = 20_000;

function departureOf(participant: ParticipantInfo, at: Date) {
  const session = sessionOf(participant);
  const reason = reasonOf(participant);
  const silentSince = reason === 'connection_timeout' ? at.getTime() - SILENCE_MS : at.getTime();
  return { participant: session, leftAt: new Date(Math.max(silentSince, session.joinedAt.getTime())), reason };
}

/** LiveKit's own word, in lower case: client_initiated, connection_timeout, participant_removed, room_deleted, ... */
function reasonOf(participant: ParticipantInfo): string {
  const { disconnectReason } = participant.toJson() as Readonly<{ disconnectReason?: string }>;
  return (disconnectReason ?? 'unknown_reason').toLowerCase();
}
