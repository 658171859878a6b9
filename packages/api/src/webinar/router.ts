import { listWebinarsInput } from '@sabha/domain/meeting/contract';
import { joinCodeInput } from '@sabha/domain/meeting/room-contract';
import { publicProcedure, router } from '../core/trpc.ts';
import { listWebinars, readWebinar } from './service.ts';

export const webinarRouter = router({
  list: publicProcedure.input(listWebinarsInput).query(({ ctx, input }) => listWebinars(ctx, input)),
  get: publicProcedure.input(joinCodeInput).query(({ ctx, input }) => readWebinar(ctx, input)),
});
