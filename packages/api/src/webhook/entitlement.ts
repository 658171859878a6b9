import type { Participant } from '@sabha/db/stores/participants';
import type { MeetingOptions, MeetingStatus } from '@sabha/domain/meeting/contract';
import { grantInPlace, grantOf, judgeSession, type MediaGrant } from '@sabha/domain/meeting/grant';
import { whyNoPass } from '@sabha/domain/meeting/door';
import type { MediaParticipant } from '../core/media.ts';
import type { Services } from '../core/services.ts';

type Meeting = Readonly<{ status: MeetingStatus; options: MeetingOptions }>;
export type Sentence = Readonly<{ verdict: 'stay' | 'adjust' | 'evict'; due: MediaGrant | null }>;

/**
 * Whether a session on the media server should be there, and with which rights. LiveKit revokes no token: one that was
 * minted before somebody was removed still opens the door, so everybody is judged by what they are entitled to now.
 */
export function sentence(meeting: Meeting | undefined, participant: Participant | undefined, held: MediaGrant): Sentence {
  const isIn = meeting?.status === 'live' && participant !== undefined && whyNoPass('live', participant) === null;
  const due = isIn ? grantOf({ role: participant.role, stage: participant.stage, options: meeting.options }) : null;
  return { verdict: judgeSession(held, due), due };
}

/** @throws SabhaError media_unavailable */
export async function carryOut(
  { media }: Pick<Services, 'media'>,
  room: string,
  { identity, grant, verdict, due }: Pick<MediaParticipant, 'identity' | 'grant'> & Sentence,
): Promise<void> {
  if (verdict === 'evict') await media.evict(room, identity);
  if (verdict === 'adjust' && due) await media.setGrant(room, identity, grantInPlace(grant, due));
}
