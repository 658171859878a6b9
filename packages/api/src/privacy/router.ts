import { eraseInput } from '@sabha/domain/privacy/contract';
import { z } from 'zod';
import { memberProcedure, router } from '../core/trpc.ts';
import { erase } from './erase.ts';
import { exportOwnData } from './export.ts';
import { takeReceipts } from './receipts.ts';

const nothing = z.strictObject({});

export const privacyRouter = router({
  export: memberProcedure.input(nothing).query(({ ctx }) => exportOwnData(ctx)),
  receipts: memberProcedure.input(nothing).query(({ ctx }) => takeReceipts(ctx)),
  erase: memberProcedure.input(eraseInput).mutation(({ ctx, input }) => erase(ctx, input)),
});
