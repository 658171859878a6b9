import { meetingIdInput } from '@sabha/domain/meeting/contract';
import { memberProcedure, router } from '../core/trpc.ts';
import { proveMeeting } from './prove-meeting.ts';

export const auditLogRouter = router({
  proveMeeting: memberProcedure.input(meetingIdInput).query(({ ctx, input }) => proveMeeting(ctx, input)),
});
