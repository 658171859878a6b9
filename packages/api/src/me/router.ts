import { memberProcedure, router } from '../core/trpc.ts';
import { readMe } from './service.ts';

export const meRouter = router({
  get: memberProcedure.query(({ ctx }) => readMe(ctx)),
});
