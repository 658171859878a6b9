import { joinAsAudienceInput, joinAsGuestInput, joinCodeInput } from '@sabha/domain/meeting/room-contract';
import { memberProcedure, publicProcedure, router } from '../core/trpc.ts';
import { joinAsAudience } from './as-audience.ts';
import { joinAsGuest } from './as-guest.ts';
import { joinAsMember } from './as-member.ts';

export const joinRouter = router({
  asMember: memberProcedure.input(joinCodeInput).mutation(({ ctx, input }) => joinAsMember(ctx, input)),
  asGuest: publicProcedure.input(joinAsGuestInput).mutation(({ ctx, input }) => joinAsGuest(ctx, input)),
  asAudience: publicProcedure.input(joinAsAudienceInput).mutation(({ ctx, input }) => joinAsAudience(ctx, input)),
});
