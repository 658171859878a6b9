import { meetingIdInput } from '@sabha/domain/meeting/contract';
import { memberProcedure, router } from '../core/trpc.ts';
import { readReceipt } from './read.ts';

export const receiptRouter = router({
  get: memberProcedure.input(meetingIdInput).query(({ ctx, input }) => readReceipt(ctx, input)),
});
