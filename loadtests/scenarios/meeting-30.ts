/**
 * Meetings of 30.
 *
 * Traffic: ROOMS meetings fill over RAMP seconds, each guest by link and passcode; 12 of 30 send 720p in three layers and
 * have their microphones on, 3 talk, everybody is sent 9 pictures at most, and all stay for HOLD seconds.
 * Proves: a meeting of 30 works for each of the 30: they get in, see and hear, and lose nothing.
 */
import { meetingScenario } from '../lib/meeting.ts';

export const { options, handleSummary, setup, participant } = meetingScenario('meeting-30', {
  people: 30,
  senders: 12,
  talkers: 3,
  seen: 9,
});
