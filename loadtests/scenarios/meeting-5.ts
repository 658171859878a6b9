/**
 * Meetings of 5.
 *
 * Traffic: ROOMS meetings fill over RAMP seconds, each guest by link and passcode; 5 of 5 send 720p in three layers and
 * have their microphones on, 2 talk, everybody is sent 4 pictures at most, and all stay for HOLD seconds.
 * Proves: a meeting of 5 works for each of the 5: they get in, see and hear, and lose nothing.
 */
import { meetingScenario } from '../lib/meeting.ts';

export const { options, handleSummary, setup, participant } = meetingScenario('meeting-5', {
  people: 5,
  senders: 5,
  talkers: 2,
  seen: 4,
});
