/** What a proof is checked with: the browser's own cryptography where it has it, and else the same in JavaScript. */
import { type Primitives, scriptedPrimitives } from '@sabha/audit/check-file';

export type PageCrypto = Primitives & Readonly<{ kind: 'browser' | 'script' }>;

export const scripted: PageCrypto = { kind: 'script', ...scriptedPrimitives };

/** Copies: a part of a larger buffer, or a shared one, is not taken by every browser. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** @param subtle `crypto.subtle`, which a page has only over https or on this machine. Null where it has no Ed25519. */
export async function browserPrimitives(subtle: SubtleCrypto | undefined): Promise<PageCrypto | null> {
  if (!subtle) return null;
  const importKey = (publicKey: Uint8Array) => subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify']);
  try {
    await importKey(SOME_KEY);
  } catch {
    return null;
  }
  return {
    kind: 'browser',
    sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', own(bytes))),
    async holds(signature, message, publicKey) {
      try {
        return await subtle.verify('Ed25519', await importKey(publicKey), own(signature), own(message));
      } catch {
        return false; // bytes that are no point of the curve
      }
    },
  };
}

/** The first key of RFC 8032, section 7.1: whether a browser takes it tells whether it knows the curve. */
const SOME_KEY = Uint8Array.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'.match(/../g) ?? [], (byte) =>
  Number.parseInt(byte, 16),
);
