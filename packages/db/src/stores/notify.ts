import type { WriteTx } from '../connect.ts';
import { runFixed } from '../fixed-statement.ts';

export const MEETING_CHANNEL = 'sabha_meeting';

/** What changed: the whole meeting, or the place of one participant in it (which nobody sees but the hosts and they). */
export type MeetingChange = Readonly<{ meetingId: string; participantId: string | null }>;

/** Tells every listening process, when this transaction commits, that something about these meetings changed. */
export async function notifyMeetings(tx: WriteTx, changes: readonly MeetingChange[]): Promise<void> {
  const text = 'select pg_notify($1, payload) from json_array_elements_text($2::text::json) as payloads (payload)';
  await runFixed(tx, 'notify_meetings', { text, values: [MEETING_CHANNEL, JSON.stringify(changes.map(writeChange))] });
}

const writeChange = ({ meetingId, participantId }: MeetingChange): string =>
  participantId === null ? meetingId : `${meetingId}/${participantId}`;

export function readChange(payload: string): MeetingChange {
  const [meetingId = '', participantId = null] = payload.split('/');
  return { meetingId, participantId };
}
