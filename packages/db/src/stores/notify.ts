import { sql } from 'drizzle-orm';
import type { WriteTx } from '../connect.ts';

export const MEETING_CHANNEL = 'sabha_meeting';

/** What changed: the whole meeting, or the place of one participant in it (which nobody sees but the hosts and they). */
export type MeetingChange = Readonly<{ meetingId: string; participantId: string | null }>;

/** Tells every listening process, when this transaction commits, that something about the meeting changed. */
export async function notifyMeeting(tx: WriteTx, change: MeetingChange): Promise<void> {
  await tx.execute(sql`select pg_notify(${MEETING_CHANNEL}, ${writeChange(change)})`);
}

const writeChange = ({ meetingId, participantId }: MeetingChange): string =>
  participantId === null ? meetingId : `${meetingId}/${participantId}`;

export function readChange(payload: string): MeetingChange {
  const [meetingId = '', participantId = null] = payload.split('/');
  return { meetingId, participantId };
}
