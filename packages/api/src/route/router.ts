import { clientRefusalInput } from '@sabha/domain/residency/route-contract';
import { routeReportSchema } from '@sabha/domain/residency/route';
import { publicProcedure, router } from '../core/trpc.ts';
import { recordClientRefusal } from './client-refusal.ts';
import { reportRoute } from './report.ts';

export const routeRouter = router({
  report: publicProcedure.input(routeReportSchema).mutation(({ ctx, input }) => reportRoute(ctx, input)),
  refused: publicProcedure.input(clientRefusalInput).mutation(({ ctx, input }) => recordClientRefusal(ctx, input)),
});
