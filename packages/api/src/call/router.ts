import { joinCodeInput, raiseHandInput } from '@sabha/domain/meeting/room-contract';
import { publicProcedure, router } from '../core/trpc.ts';
import { issuePass } from './pass.ts';
import { acceptStage, leaveCall, leaveStage, raiseHand } from './service.ts';

const inCall = publicProcedure.input(joinCodeInput);

export const callRouter = router({
  pass: inCall.mutation(({ ctx, input }) => issuePass(ctx, input)),
  raiseHand: publicProcedure.input(raiseHandInput).mutation(({ ctx, input }) => raiseHand(ctx, input)),
  acceptStage: inCall.mutation(({ ctx, input }) => acceptStage(ctx, input)),
  leaveStage: inCall.mutation(({ ctx, input }) => leaveStage(ctx, input)),
  leave: inCall.mutation(({ ctx, input }) => leaveCall(ctx, input)),
});
