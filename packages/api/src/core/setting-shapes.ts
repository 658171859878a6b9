/** Settings that more than one process has, as its env.ts reads them. */
import { z } from 'zod';

export const sealKeyShape = z.base64().transform((text, context) => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes.length === 32) return bytes;
  context.issues.push({ code: 'custom', input: text, message: 'must be 32 bytes in base64' });
  return z.NEVER;
});

/** Items with blanks or commas between them; empty when it is not set. */
export const listShape = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''));

/** scheme://host:port, without anything behind. */
export const originShape = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+\.localhost)$/;

/** Whether what browsers send to it can be read by nobody on the way: by https, or because it does not leave the machine. */
export function isPrivateOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || LOOPBACK.test(hostname);
}

export const nodeEnvShape = z.enum(['development', 'production', 'test']).default('production');

/**
 * Passcodes, sign-in links and session cookies do not cross a network in the clear: no process starts that would serve them so,
 * or mail a link that leads there. For `refine`, with `inTheClear` as what it says.
 */
export function isServedPrivately(env: Readonly<{ NODE_ENV: z.infer<typeof nodeEnvShape>; PUBLIC_URL: string }>): boolean {
  return env.NODE_ENV !== 'production' || isPrivateOrigin(env.PUBLIC_URL);
}
export const inTheClear = { path: ['PUBLIC_URL'], message: 'must be https, unless it is this machine' };
