/** The longest name in use has 32 characters; nobody's runtime is asked about more. */
export const MAX_ZONE_LENGTH = 64;

/** Whether `name` is an IANA time zone that this runtime knows (RFC 5545 TZID). */
export function isTimeZone(name: string): boolean {
  if (name.length > MAX_ZONE_LENGTH || !/^[A-Za-z]+(?:[/_+-][A-Za-z0-9/_+-]*)?$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
