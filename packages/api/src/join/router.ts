import { joinAsAudienceInput, joinAsGuestInput, joinCodeInput } from '@sabha/domain/meeting/room-contract';
import { memberProcedure, publicProcedure, router } from '../core/trpc.ts';
import { joinAndWatch, joinAsAudience } from './as-audience.ts';
import { joinAsGuest } from './as-guest.ts';
import { joinAsMember } from './as-member.ts';

export const joinRouter = router({
  asMember: memberProcedure.input(joinCodeInput).mutation(({ ctx, input }) => joinAsMember(ctx, input)),
  asGuest: publicProcedure.input(joinAsGuestInput).mutation(({ ctx, input }) => joinAsGuest(ctx, input)),
  asAudience: publicProcedure.input(joinAsAudienceInput).mutation(({ ctx, input }) => joinAsAudience(ctx, input)),
  /** As asAudience, with the pass in the same answer: what the portal answers at /api/join. */
  andWatch: publicProcedure.input(joinAsAudienceInput).mutation(({ ctx, input }) => joinAndWatch(ctx, input)),
});
