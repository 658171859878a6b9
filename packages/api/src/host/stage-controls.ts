import { moveStage } from '../call/stage.ts';
import type { Context } from '../core/context.ts';
import { requireHost } from './host.ts';

type OnParticipant = Readonly<{ meetingId: string; participantId: string }>;

/** Calls somebody whose hand is up; they come when they accept. */
export async function inviteToStage(context: Context, { meetingId, participantId }: OnParticipant): Promise<void> {
  await moveStage(context, { room: await requireHost(context, meetingId), participantId }, 'invite');
}

/** Their tracks end on the media server at once; the client joins anew to be unseen again. */
export async function returnToAudience(context: Context, { meetingId, participantId }: OnParticipant): Promise<void> {
  await moveStage(context, { room: await requireHost(context, meetingId), participantId }, 'leave');
}

export async function lowerHand(context: Context, { meetingId, participantId }: OnParticipant): Promise<void> {
  await moveStage(context, { room: await requireHost(context, meetingId), participantId }, 'lower');
}
