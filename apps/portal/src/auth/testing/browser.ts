/** A browser at the portal's sign-in and at an identity provider, as far as redirects, forms and cookies go. */
import type { Harness } from '@sabha/api/testing/harness';
import type { PortalEnv } from '../../env.ts';
import { answerAuth, type AuthOutcome } from '../answer.ts';

type Sent = Readonly<{
  method?: string;
  form?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}>;

export class TestBrowser {
  readonly cookies: Record<string, string> = {};
  readonly setCookieLines: string[] = [];
  readonly #elsewhere = new Map<string, string>();
  readonly #harness: Harness;
  readonly #env: PortalEnv;
  readonly #address: string;

  constructor(harness: Harness, env: PortalEnv, address = crypto.randomUUID()) {
    this.#harness = harness;
    this.#env = env;
    this.#address = address;
  }

  get session(): string | undefined {
    return this.cookies['sabha-session'];
  }

  /** Of a form of ours, unless the headers say otherwise. */
  async send(path: string, { method = 'POST', form = {}, query = {}, headers }: Sent = {}): Promise<AuthOutcome> {
    const sent: Record<string, string> = headers ?? { 'sec-fetch-site': 'same-origin' };
    const context = this.#harness.context({ kind: 'anonymous' }, { address: this.#address });
    const cookies = { ...this.cookies };
    const outcome = await answerAuth(context, this.#env, {
      method,
      path,
      form,
      query,
      cookies,
      header: (name) => sent[name] ?? null,
    });
    for (const line of outcome?.setCookies ?? []) this.#keep(line);
    return outcome;
  }

  /** To the provider and through its account page; the answer is the address back to us, not yet opened. */
  async visitProvider(account: string, callbackUrl = '/meetings'): Promise<URL> {
    const outcome = await this.send('signin/oidc', { form: { callbackUrl } });
    let at = new URL(outcome?.location ?? '');
    for (let hops = 0; hops < 10 && !at.pathname.startsWith('/api/auth/callback/'); hops++) at = await this.#hop(at, account);
    return at;
  }

  back(callback: URL): Promise<AuthOutcome> {
    return this.send('callback/oidc', { method: 'GET', query: Object.fromEntries(callback.searchParams), headers: {} });
  }

  async signIn(account: string, callbackUrl?: string): Promise<AuthOutcome> {
    return this.back(await this.visitProvider(account, callbackUrl));
  }

  async #hop(at: URL, account: string): Promise<URL> {
    const atAccounts = at.pathname.startsWith('/interaction/');
    const cookie = [...this.#elsewhere].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie, origin: at.origin },
      ...(atAccounts && { method: 'POST', body: new URLSearchParams({ account }) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      this.#elsewhere.set(name, value.join('='));
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${at.pathname} leads nowhere: ${answer.status}`);
    return new URL(location, at);
  }

  #keep(line: string): void {
    this.setCookieLines.push(line);
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', ...value] = pair.split('=');
    const isGone = attributes.some((attribute) => attribute === 'Max-Age=0' || attribute.startsWith('Expires=Thu, 01 Jan 1970'));
    if (isGone) Reflect.deleteProperty(this.cookies, name);
    else this.cookies[name] = decodeURIComponent(value.join('='));
  }
}
