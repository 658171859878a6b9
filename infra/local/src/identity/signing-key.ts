import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode } from '../fault.ts';

const generate = promisify(generateKeyPair);

export type SigningKey = JsonWebKey & Readonly<{ kid: string; use: 'sig'; alg: 'RS256' }>;

/** Kept across restarts: a portal that has cached the provider's keys must not be locked out by one. */
export async function signingKey(file: string): Promise<SigningKey> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as SigningKey;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  const key: SigningKey = { ...privateKey.export({ format: 'jwk' }), kid: 'local', use: 'sig', alg: 'RS256' };
  await writeFile(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  return key;
}
