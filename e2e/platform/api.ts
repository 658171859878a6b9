import type { BrowserContext } from 'playwright-core';
import type { ScheduleMeetingRequest } from '@sabha/domain/meeting/contract';
import type { ErrorCode } from '@sabha/domain/errors';
import type { Platform } from './platform.ts';

type Failure = Readonly<{ code: ErrorCode; id: string }>;
export type Answer<T> = Readonly<{ ok: true; data: T } | { ok: false; status: number; error: Failure }>;

/** Calls a procedure as the person of this browser profile: with their cookies and nothing else. */
export class Api {
  readonly #context: BrowserContext;
  readonly #platform: Platform;

  constructor(context: BrowserContext, platform: Platform) {
    this.#context = context;
    this.#platform = platform;
  }

  async mutate<T>(procedure: string, input: unknown): Promise<Answer<T>> {
    const url = `${this.#platform.origin}/api/trpc/${procedure}`;
    return read(await this.#context.request.post(url, { data: input, headers: { origin: this.#platform.origin } }));
  }

  async query<T>(procedure: string, input: unknown = {}): Promise<Answer<T>> {
    const url = `${this.#platform.origin}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    return read(await this.#context.request.get(url));
  }

  /** As `mutate`, and a refusal fails the test with its code. */
  async must<T>(procedure: string, input: unknown): Promise<T> {
    return unwrap(procedure, await this.mutate<T>(procedure, input));
  }

  async mustQuery<T>(procedure: string, input: unknown = {}): Promise<T> {
    return unwrap(procedure, await this.query<T>(procedure, input));
  }
}

export type Scheduled = Readonly<{ meetingId: string; joinCode: string; passcode: string }>;

/** Schedules as the signed-in person, in their first department, starting in ten minutes. */
export async function schedule(
  api: Api,
  request: Partial<ScheduleMeetingRequest> & Readonly<{ title: string }>,
): Promise<Scheduled> {
  const me = await api.mustQuery<{ memberships: { departmentId: string }[] }>('me.get');
  const { meetingId } = await api.must<{ meetingId: string }>('meeting.schedule', {
    departmentId: me.memberships[0]?.departmentId,
    startsAt: new Date(Date.now() + 600_000).toISOString(),
    durationMinutes: 30,
    ...request,
  });
  const { joinCode, passcode } = await api.mustQuery<{ joinCode: string; passcode: string | null }>('meeting.get', { meetingId });
  if (passcode === null) throw new Error('the organiser must see the passcode');
  return { meetingId, joinCode, passcode };
}

async function read<T>(response: { status(): number; json(): Promise<unknown> }): Promise<Answer<T>> {
  const body = (await response.json()) as { result?: { data: T }; error?: { data: Failure } };
  if (body.result !== undefined) return { ok: true, data: body.result.data };
  if (body.error === undefined) throw new Error(`neither a result nor an error: ${JSON.stringify(body)}`);
  return { ok: false, status: response.status(), error: body.error.data };
}

function unwrap<T>(procedure: string, answer: Answer<T>): T {
  if (answer.ok) return answer.data;
  throw new Error(`${procedure} was refused: ${answer.error.code} (${answer.error.id})`);
}
