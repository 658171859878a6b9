import { joinCodeInput } from '@sabha/domain/meeting/room-contract';
import { publicProcedure, router } from '../core/trpc.ts';
import { resumable } from '../live/snapshots.ts';
import { currentDoor, watchDoor } from './service.ts';

export const doorRouter = router({
  current: publicProcedure.input(joinCodeInput).query(({ ctx, input }) => currentDoor(ctx, input)),
  live: publicProcedure.input(joinCodeInput.extend(resumable)).subscription(async function* ({ ctx, input, signal }) {
    yield* watchDoor(ctx, input, signal ?? new AbortController().signal);
  }),
});
