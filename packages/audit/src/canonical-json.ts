/**
 * One text for one value (RFC 8785, JSON Canonicalization Scheme), so that a signature over the text is one over the value:
 * names in the order of their UTF-16 units, no white space. Of numbers whole ones alone, which need no rule for their digits.
 */
export type Json = null | boolean | number | string | readonly Json[] | Readonly<{ [name: string]: Json }>;

/** @throws RangeError for a number that is not a safe whole one, or a text that is not well-formed. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError(`not a whole number: ${String(value)}`);
    return String(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const names = Object.keys(value).sort(); // by UTF-16 units, as JavaScript compares
  return `{${names.map((name) => `${quoted(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`;
}

/** The value of a text that is canonical, or null for any other text. */
export function readCanonicalJson(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : null;
  } catch {
    return null; // no JSON, or a value that has no canonical text
  }
}

function quoted(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new RangeError('not well-formed Unicode');
  return JSON.stringify(text);
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);
