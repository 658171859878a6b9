import { joinCodeInput } from '@sabha/domain/meeting/room-contract';
import { z } from 'zod';
import { publicProcedure, router } from '../core/trpc.ts';
import { listWebinars, readWebinar } from './service.ts';

const listInput = z.strictObject({ ministrySlug: z.string().min(1).max(80).optional() });

export const webinarRouter = router({
  list: publicProcedure.input(listInput).query(({ ctx, input }) => listWebinars(ctx, input)),
  get: publicProcedure.input(joinCodeInput).query(({ ctx, input }) => readWebinar(ctx, input)),
});
