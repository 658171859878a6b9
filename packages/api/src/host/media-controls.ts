import { findByIdentities, findParticipant } from '@sabha/db/stores/participants';
import { SabhaError } from '@sabha/domain/errors';
import type { TrackSource } from '@sabha/domain/meeting/grant';
import { act } from '../core/act.ts';
import type { Context } from '../core/context.ts';
import { requireHost } from './host.ts';

/** How many the media server is asked to mute at once. */
const AT_ONCE = 20;

type MuteTarget = Readonly<{ meetingId: string; participantId: string; source: TrackSource }>;

/**
 * On the media server, not by asking the client. Nobody can be unmuted from afar. What a host decided is recorded before it is
 * done; no reconciler makes up for it, so a media server that is away is reported. @throws SabhaError not_found, media_unavailable
 */
export async function mute(context: Context, { meetingId, participantId, source }: MuteTarget): Promise<void> {
  const { ministryId } = await requireHost(context, meetingId);
  const { media, db } = context.services;
  const participant = await findParticipant(db, { meetingId, participantId });
  if (participant?.status !== 'admitted') throw new SabhaError('not_found');
  await act(context, async ({ record }) =>
    record({ event: 'host.muted', outcome: 'ok', meetingId, ministryId, subjectId: participantId, detail: { source } }),
  );
  await media.mute(meetingId, participant.identity, source);
}

/** The microphones of all but hosts. @throws SabhaError media_unavailable */
export async function muteEverybody(context: Context, { meetingId }: Readonly<{ meetingId: string }>): Promise<void> {
  const { ministryId } = await requireHost(context, meetingId);
  const { media, db } = context.services;
  const sessions = (await media.listParticipants(meetingId)) ?? [];
  const speaking = sessions.filter((session) => session.grant.canPublish).map((session) => session.identity);
  const participants = await findByIdentities(db, { meetingId, identities: speaking });
  const others = participants.filter((participant) => participant.role !== 'host');
  const detail = { source: 'microphone', everybody: true, participantIds: others.map((participant) => participant.id) };
  await act(context, async ({ record }) => record({ event: 'host.muted', outcome: 'ok', meetingId, ministryId, detail }));
  for (let start = 0; start < others.length; start += AT_ONCE) {
    const some = others.slice(start, start + AT_ONCE);
    await Promise.all(some.map(({ identity }) => media.mute(meetingId, identity, 'microphone')));
  }
}
