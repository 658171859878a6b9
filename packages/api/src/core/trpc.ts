import type { MemberActor } from '@sabha/domain/actor';
import { type ErrorEvidence, type ErrorCode, SabhaError } from '@sabha/domain/errors';
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { Context, Trail } from './context.ts';
import { noteDenial } from './denial.ts';
import { transportOf } from './transport.ts';

/** What a client gets to know of an error: a code to look up a sentence by, and the id that the log has too. */
export type ErrorData = Readonly<{ code: ErrorCode; id: string; evidence: ErrorEvidence }>;

const t = initTRPC.context<Context>().create({
  isDev: false, // never a stack in a response
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter: ({ shape, error, ctx }) => ({
    code: shape.code,
    message: codeOf(error),
    data: errorData(error, ctx?.requestId ?? ''),
  }),
});

/** What a procedure's error says, whichever way the answer goes. */
export function errorData(error: TRPCError, id: string): ErrorData {
  return { code: codeOf(error), id, evidence: error.cause instanceof SabhaError ? error.cause.evidence : {} };
}

/**
 * Gives our errors their status and their place in the trail; everything unexpected is `internal`, logged with the request's
 * id, and goes no further: what a database or a parser says quotes what people wrote.
 */
const mapErrors = t.middleware(async ({ next, ctx, path, getRawInput }) => {
  const trail: Trail = { hasRefusal: false };
  const map = (error: unknown) => mapped(error, { context: { ...ctx, trail }, path, getRawInput });
  const result = await next({ ctx: { trail } });
  if (!result.ok) return { ...result, error: await map(result.error) };
  return isAsyncIterable(result.data) ? { ...result, data: mapLater(result.data, map) } : result;
});

/** A subscription fails after it has begun. */
async function* mapLater(values: AsyncIterable<unknown>, map: (error: unknown) => Promise<TRPCError>): AsyncGenerator {
  try {
    yield* values;
  } catch (error) {
    throw isAbort(error) ? error : await map(error);
  }
}

/** No failure: somebody left, or is to come again (live/watcher, ComeAgain). To tRPC it is an end without an event. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

type Request = Readonly<{ context: Context; path: string; getRawInput: () => Promise<unknown> }>;

async function mapped(thrown: unknown, { context, path, getRawInput }: Request): Promise<TRPCError> {
  const error = thrown instanceof TRPCError ? thrown : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: thrown });
  const cause = error.cause instanceof z.ZodError ? badInput(error.cause) : error.cause;
  if (cause instanceof SabhaError) {
    await noteDenial(context, cause, { action: path, input: await getRawInput().catch(() => undefined) });
    return new TRPCError({ code: transportOf[cause.code], message: cause.code, cause });
  }
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error;
  context.services.log.error({ err: cause ?? error, path, requestId: context.requestId }, 'request failed');
  return new TRPCError({ code: error.code, message: 'internal' });
}

const isAsyncIterable = (data: unknown): data is AsyncIterable<unknown> =>
  typeof data === 'object' && data !== null && Symbol.asyncIterator in data;

/** Which field did not fit, so that a form can point at it; never what was in it. */
function badInput(error: z.ZodError): SabhaError {
  const path = error.issues[0]?.path ?? [];
  return new SabhaError('bad_input', path.length > 0 ? { field: path.map(String).join('.') } : {}, { cause: error });
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anybody, signed in or not: the service decides by policy. */
export const publicProcedure = t.procedure.use(mapErrors);

/** Only with a session. */
export const memberProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.actor.kind !== 'member') throw new SabhaError('not_signed_in');
  return next({ ctx: { ...ctx, actor: ctx.actor satisfies MemberActor } });
});

function codeOf(error: TRPCError): ErrorCode {
  if (error.cause instanceof SabhaError) return error.cause.code;
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR' || error.code === 'UNSUPPORTED_MEDIA_TYPE') return 'bad_input';
  return error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED' ? 'not_found' : 'internal';
}
