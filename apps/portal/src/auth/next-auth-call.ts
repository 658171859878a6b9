/** next-auth as a function: plain values in, plain values out. The only file that knows how it wants to be called. */
import nextAuth, { type AuthOptions } from 'next-auth';
import { createHash, randomBytes } from 'node:crypto';
import { tellNextAuth } from '../env.ts';

export type AuthRequest = Readonly<{
  method: string;
  path: readonly string[];
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
}>;
export type AuthAnswer = Readonly<{ status: number; location: string | null; setCookies: readonly string[] }>;

type Handler = (request: unknown, response: unknown, options: AuthOptions) => Promise<unknown>;
// CommonJS: bundlers hand over its default export, Node the module that holds it.
const handler = ((nextAuth as unknown as { default?: Handler }).default ?? nextAuth) as Handler;

/** @param publicUrl the origin that people open. */
export async function callNextAuth(request: AuthRequest, options: AuthOptions, publicUrl: string): Promise<AuthAnswer> {
  tellNextAuth(publicUrl);
  const { method, path, query, body, cookies } = request;
  let status = 200;
  const headers = new Map<string, unknown>();
  // What it uses of a Node response, and nothing else.
  const response = {
    status(code: number) {
      status = code;
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader(name: string, value: unknown) {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    end: () => response,
    send: () => response,
    json: () => response,
  };
  await handler({ method, query: { ...query, nextauth: path }, body, cookies, headers: {} }, response, options);
  const location = headers.get('location');
  return {
    status,
    location: typeof location === 'string' ? location : null,
    setCookies: ((headers.get('set-cookie') ?? []) as string[]).map(String),
  };
}

/** The pair next-auth compares on a POST; where the form came from has been checked by other means before. */
export function formToken(secret: string): Readonly<{ value: string; cookie: string }> {
  const value = randomBytes(32).toString('hex');
  const hash = createHash('sha256').update(`${value}${secret}`).digest('hex');
  return { value, cookie: `${value}|${hash}` };
}
