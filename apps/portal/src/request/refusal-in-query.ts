import { errorCodes, type ErrorCode } from '@sabha/domain/errors';
import type { Refusal } from '../features/site/refusal-summary.tsx';

/** A refused form comes back as `?error=<code>&id=<reference>`; whatever else stands there is passed over. */
export function refusalInQuery({ error, id }: Partial<Record<string, string | string[]>>): Refusal | null {
  if (!isErrorCode(error)) return null;
  return { code: error, id: typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null };
}

function isErrorCode(text: unknown): text is ErrorCode {
  return (errorCodes as readonly unknown[]).includes(text);
}
