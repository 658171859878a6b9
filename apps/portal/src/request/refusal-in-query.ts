import { errorCodes, type ErrorCode } from '@sabha/domain/errors';
import type { Refusal } from '../features/site/refusal-summary.tsx';

type Query = Partial<Record<string, string | string[]>>;

/** A refused form comes back as `?error=<code>&id=<reference>`; whatever else stands there is passed over. */
export function refusalInQuery({ error, id }: Query): Refusal | null {
  if (!isErrorCode(error)) return null;
  return { code: error, id: typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null };
}

/** Which field of the form was refused, as `&field=<name>`: one of those the form has, or none. */
export function fieldInQuery<Field extends string>({ field }: Query, known: readonly Field[]): Field | null {
  return known.find((name) => name === field) ?? null;
}

function isErrorCode(text: unknown): text is ErrorCode {
  return (errorCodes as readonly unknown[]).includes(text);
}
