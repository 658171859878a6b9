import { searchAuditInput, storyInput } from '@sabha/domain/audit/contract';
import { meetingIdInput } from '@sabha/domain/meeting/contract';
import { textSchema } from '@sabha/domain/organisation/contract';
import { memberProcedure, router } from '../core/trpc.ts';
import { proveMeeting } from './prove-meeting.ts';
import { liftHold, placeHold } from './retention.ts';
import { searchAudit } from './search.ts';
import { readStory } from './story.ts';

const holdInput = meetingIdInput.extend({ reason: textSchema(500) });

export const auditLogRouter = router({
  placeHold: memberProcedure.input(holdInput).mutation(({ ctx, input }) => placeHold(ctx, input)),
  liftHold: memberProcedure.input(meetingIdInput).mutation(({ ctx, input }) => liftHold(ctx, input)),
  search: memberProcedure.input(searchAuditInput).query(({ ctx, input }) => searchAudit(ctx, input)),
  story: memberProcedure.input(storyInput).query(({ ctx, input }) => readStory(ctx, input)),
  proveMeeting: memberProcedure.input(meetingIdInput).query(({ ctx, input }) => proveMeeting(ctx, input)),
});
