import type { ErrorCode } from '@sabha/domain/errors';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';

/** The one table from what went wrong to how HTTP says it. Total: a new code does not compile without a row. */
export const transportOf: Readonly<Record<ErrorCode, TRPC_ERROR_CODE_KEY>> = {
  bad_input: 'BAD_REQUEST',
  not_signed_in: 'UNAUTHORIZED',
  not_allowed: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  join_refused: 'FORBIDDEN',
  too_many_attempts: 'TOO_MANY_REQUESTS',
  meeting_not_started: 'PRECONDITION_FAILED',
  meeting_locked: 'FORBIDDEN',
  meeting_ended: 'CONFLICT',
  meeting_cancelled: 'CONFLICT',
  waiting_for_host: 'FORBIDDEN',
  entry_denied: 'FORBIDDEN',
  removed_by_host: 'FORBIDDEN',
  not_called: 'FORBIDDEN',
  abroad_refused: 'FORBIDDEN',
  media_unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};
