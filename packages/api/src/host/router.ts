import { lockInput, meetingInput, muteInput, participantInput } from '@sabha/domain/meeting/room-contract';
import { publicProcedure, router } from '../core/trpc.ts';
import { resumable } from '../live/snapshots.ts';
import { admit, admitEverybody, deny, denyEverybody, endMeeting, remove, setLock } from './door-controls.ts';
import { mute, muteEverybody } from './media-controls.ts';
import { inviteToStage, lowerHand, returnToAudience } from './stage-controls.ts';
import { watchMeeting } from './view.ts';

// Not `memberProcedure`: that somebody without a session tried is recorded, too.
const onMeeting = publicProcedure.input(meetingInput);
const onParticipant = publicProcedure.input(participantInput);

export const hostRouter = router({
  live: publicProcedure.input(meetingInput.extend(resumable)).subscription(async function* ({ ctx, input, signal }) {
    yield* watchMeeting(ctx, input, signal ?? new AbortController().signal);
  }),
  admit: onParticipant.mutation(({ ctx, input }) => admit(ctx, input)),
  deny: onParticipant.mutation(({ ctx, input }) => deny(ctx, input)),
  admitAll: onMeeting.mutation(({ ctx, input }) => admitEverybody(ctx, input)),
  denyAll: onMeeting.mutation(({ ctx, input }) => denyEverybody(ctx, input)),
  mute: publicProcedure.input(muteInput).mutation(({ ctx, input }) => mute(ctx, input)),
  muteAll: onMeeting.mutation(({ ctx, input }) => muteEverybody(ctx, input)),
  remove: onParticipant.mutation(({ ctx, input }) => remove(ctx, input)),
  lock: publicProcedure.input(lockInput).mutation(({ ctx, input }) => setLock(ctx, input)),
  end: onMeeting.mutation(({ ctx, input }) => endMeeting(ctx, input)),
  inviteToStage: onParticipant.mutation(({ ctx, input }) => inviteToStage(ctx, input)),
  returnToAudience: onParticipant.mutation(({ ctx, input }) => returnToAudience(ctx, input)),
  lowerHand: onParticipant.mutation(({ ctx, input }) => lowerHand(ctx, input)),
});
