import { SabhaError } from '@sabha/domain/errors';
import { TRPCError } from '@trpc/server';

/** The error of ours inside what a call threw: its code decides what a page shows. */
export function sabhaErrorOf(error: unknown): SabhaError | null {
  if (error instanceof SabhaError) return error;
  if (error instanceof TRPCError && error.cause instanceof SabhaError) return error.cause;
  return error instanceof TRPCError && error.code === 'BAD_REQUEST' ? new SabhaError('bad_input') : null;
}
