/** An official at work, over HTTP: signs in at the identity provider as a person does, and calls the portal's API. */
import { request, type APIRequestContext, type APIResponse } from 'playwright-core';
import { Refusal } from '../command/arguments.ts';
import type { Official } from './stage-file.ts';

export class OfficialAtWork {
  readonly #origin: string;
  readonly #cookie: string;
  readonly #http: APIRequestContext;

  private constructor(origin: string, cookie: string, http: APIRequestContext) {
    this.#origin = origin;
    this.#cookie = cookie;
    this.#http = http;
  }

  /** @param subject whom the identity provider knows. Answers when the portal has given a session. */
  static async signIn(
    origin: string,
    { identity, subject }: Readonly<{ identity: string; subject: string }>,
  ): Promise<OfficialAtWork> {
    const http = await request.newContext();
    const follow = async (url: string) => placeIn(await http.get(url, { maxRedirects: 0 }), identity);
    const form = { form: { callbackUrl: '/meetings' }, headers: { origin }, maxRedirects: 0 };
    const provider = placeIn(await http.post(`${origin}/api/auth/signin/oidc`, form), origin);
    const interaction = await follow(provider);
    const chosen = await http.post(interaction, { form: { account: subject }, maxRedirects: 0 });
    await http.get(await follow(placeIn(chosen, identity)), { maxRedirects: 0 });
    const { cookies } = await http.storageState();
    const session = cookies.find(({ name }) => /^(?:__Host-)?sabha-session$/.test(name));
    if (session === undefined) throw new Refusal(`${subject} could not be signed in at ${origin}`);
    return new OfficialAtWork(origin, `${session.name}=${session.value}`, http);
  }

  /** With a session that somebody has brought. */
  static async withCookie(origin: string, cookie: string): Promise<OfficialAtWork> {
    return new OfficialAtWork(origin, cookie, await request.newContext());
  }

  async official(): Promise<Official> {
    const me = await this.query<{ memberships: readonly { departmentId: string; ministryId: string }[] }>('me.get');
    const [membership] = me.memberships;
    if (membership === undefined) throw new Refusal('the official who schedules belongs to no department');
    return { cookie: this.#cookie, departmentId: membership.departmentId, ministryId: membership.ministryId };
  }

  async mutate<T>(procedure: string, input: unknown): Promise<T> {
    const headers = { cookie: this.#cookie, origin: this.#origin };
    return read(procedure, await this.#http.post(`${this.#origin}/api/trpc/${procedure}`, { data: input, headers }));
  }

  async query<T>(procedure: string, input: unknown = {}): Promise<T> {
    const url = `${this.#origin}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    return read(procedure, await this.#http.get(url, { headers: { cookie: this.#cookie } }));
  }

  async close(): Promise<void> {
    await this.#http.dispose();
  }
}

function placeIn(answer: APIResponse, base: string): string {
  const { location } = answer.headers();
  if (location === undefined) throw new Refusal(`sign-in: ${answer.url()} answered ${answer.status()} and leads nowhere`);
  return new URL(location, base).href;
}

async function read<T>(procedure: string, response: APIResponse): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as { result?: { data: T }; error?: { data?: { code?: string } } };
  if (body.result !== undefined) return body.result.data;
  throw new Refusal(`${procedure} was refused: ${response.status()} ${body.error?.data?.code ?? ''}`);
}
