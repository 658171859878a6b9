/** A path on this site from what somebody sent; whatever could lead elsewhere (`//host`, `/\host`, a scheme) is `fallback`. */
export function safePath(text: unknown, fallback: string): string {
  if (typeof text !== 'string' || text.length > 500) return fallback;
  return /^\/(?![/\\])[\w\-./?=&%#:@+]*$/.test(text) ? text : fallback;
}
