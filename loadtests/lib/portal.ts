/** The portal's doors, as a browser uses them: the same requests, the same cookies, and nothing that a citizen could not send. */
import { check } from 'k6';
import http, { type Params, type RefinedResponse } from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import type { CallPass, DoorView, Watching } from '@sabha/domain/meeting/room-contract';
import { stage } from './stage.ts';

/** Whether a link and a name ended with a token for the media server. */
const joinOk = new Rate('sabha_join_ok');
/** From the first request of somebody who comes to the token in their hands. */
const joinDuration = new Trend('sabha_join_duration', true);
/** Whether the portal did what it was asked; refusals that a scenario wants are not asked through here. */
const apiOk = new Rate('sabha_api_ok');

/** Somebody signed in, by their cookie; nobody in particular without. */
export type Caller = Readonly<{ cookie?: string }>;
export type Answer<T> = Readonly<{ ok: true; data: T } | { ok: false; status: number; code: string }>;

export function mutate<T>(procedure: string, input: unknown, caller: Caller = {}): Answer<T> {
  const { url, body, params } = postOf(procedure, input, caller);
  return read(procedure, http.post(url, body, params));
}

/** Several at once from one address, as somebody does who has more than one connection. */
export function mutateAtOnce(procedure: string, inputs: readonly unknown[]): readonly Answer<unknown>[] {
  const asks = inputs.map((input) => ({ method: 'POST', ...postOf(procedure, input) }));
  return http.batch(asks).map((response) => read(procedure, response as RefinedResponse<'text'>));
}

export function query<T>(procedure: string, input: unknown, caller: Caller = {}): Answer<T> {
  const url = `${stage.target}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return read(procedure, http.get(url, paramsFor(procedure, caller, {})));
}

/** As above, counted in `sabha_api_ok`; undefined where it was refused. */
export function expectMutate<T>(procedure: string, input: unknown, caller?: Caller): T | undefined {
  return counted(procedure, mutate<T>(procedure, input, caller));
}
export function expectQuery<T>(procedure: string, input: unknown, caller?: Caller): T | undefined {
  return counted(procedure, query<T>(procedure, input, caller));
}

/** One click into a public webinar: link and name, then the token. Undefined where the door stayed shut, which is counted. */
export function joinWebinar(joinCode: string, displayName: string): CallPass | undefined {
  return timed(() => {
    const { body, params } = postOf('join', { joinCode, displayName });
    const answer = read<Watching>('join', http.post(`${stage.target}/api/join`, body, params));
    if (!answer.ok) return answer;
    const { pass } = answer.data;
    return pass === null ? { ok: false, status: 200, code: 'the host has not come' } : { ok: true, data: pass };
  });
}

/** A guest with link and passcode, in a meeting without waiting room. */
export function joinMeeting(
  meeting: Readonly<{ joinCode: string; passcode: string }>,
  displayName: string,
): CallPass | undefined {
  const { joinCode, passcode } = meeting;
  return timed(() => {
    const door = mutate<DoorView>('join.asGuest', { joinCode, passcode, displayName });
    return door.ok ? mutate<CallPass>('room.pass', { joinCode }) : door;
  });
}

/** The host's own token. */
export const hostPass = (joinCode: string, caller: Caller): CallPass | undefined =>
  expectMutate<CallPass>('room.pass', { joinCode }, caller);

function timed(join: () => Answer<CallPass>): CallPass | undefined {
  const since = Date.now();
  const pass = join();
  joinOk.add(pass.ok);
  if (!pass.ok) {
    console.warn(`join refused: ${pass.status} ${pass.code}`);
    return undefined;
  }
  joinDuration.add(Date.now() - since);
  return pass.data;
}

function counted<T>(procedure: string, answer: Answer<T>): T | undefined {
  apiOk.add(answer.ok, { name: procedure });
  check(answer, { [procedure]: ({ ok }) => ok });
  return answer.ok ? answer.data : undefined;
}

function postOf(procedure: string, input: unknown, caller: Caller = {}) {
  const params = paramsFor(procedure, caller, { 'content-type': 'application/json', origin: stage.target });
  return { url: `${stage.target}/api/trpc/${procedure}`, body: JSON.stringify(input), params };
}

function paramsFor(procedure: string, { cookie }: Caller, headers: Record<string, string>): Params {
  const own = cookie === undefined ? {} : { cookie };
  // A portal that sends elsewhere would turn the load on somebody who has not consented.
  return { redirects: 0, headers: { ...headers, ...own }, tags: { name: procedure }, responseType: 'text', timeout: '30s' };
}

function read<T>(procedure: string, response: RefinedResponse<'text'>): Answer<T> {
  const body = parse(response.body) as { result?: { data: T }; error?: { data?: { code?: string } } } | undefined;
  if (body?.result !== undefined) return { ok: true, data: body.result.data };
  return { ok: false, status: response.status, code: body?.error?.data?.code ?? (response.error || `no answer of ${procedure}`) };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // a proxy's page, or nothing at all
  }
}
